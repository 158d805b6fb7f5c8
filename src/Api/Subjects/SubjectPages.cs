using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

/// <summary>Where a link of the operator's site leads: a button signs in, so that whoever only looks at the link does not use it up.</summary>
internal sealed class SubjectPages(SubjectSignIns signIns, Sessions sessions, IAntiforgery antiforgery)
{
    public const string Path = "/s/";

    public void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(Path + "{token}", Get);
        pages.MapPost(Path + "{token}", PostAsync);
        pages.MapGet("/me", GetMeAsync);
        pages.MapPost("/me/sign-out", PostSignOutAsync);
    }

    private static IResult Get(string token, HttpContext context) => !PublicAddress.MayCarrySecrets(context.Request)
        ? new Page(Texts.Get("Subject.title"), Page.Fault(Texts.Get("SignIn.httpsOnly")), StatusCodes.Status400BadRequest)
        : SubjectTokens.Read(token) is null ? NoLink()
        : new Page(Texts.Get("Subject.title"), Html.Of($"<p>{Texts.Get("Subject.hello")}</p>{Page.Form(context, Path + Uri.EscapeDataString(token), "SignIn.enter", Html.Nothing)}"));

    private async Task<IResult> PostAsync(string token, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is null) return Stale();
        if (await signIns.UseAsync(token, cancellationToken) is not var (session, _)) return NoLink();
        Sessions.Take(context);
        Sessions.GiveSubject(context, session);
        return TypedResults.Redirect("/me");
    }

    private async Task<IResult> GetMeAsync(HttpContext context, CancellationToken _)
    {
        if (await sessions.FindAsync(context) is not { Subject: not null } caller) return NoLink();
        context.User = caller;
        return new Page(Texts.Get("Account.title"), Page.Form(context, "/me/sign-out", "Account.signOut", Html.Nothing));
    }

    private async Task<IResult> PostSignOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(context) is not { Subject: not null } caller) return NoLink();
        context.User = caller;
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is null) return Stale();
        await signIns.EndAsync(caller, cancellationToken);
        Sessions.Take(context);
        return new Page(Texts.Get("Subject.title"), Html.Of($"<p>{Texts.Get("Subject.out")}</p>"));
    }

    private static Page Stale() => new(Texts.Get("Subject.title"), Page.Fault(Texts.Get("SignIn.stale")), StatusCodes.Status400BadRequest);

    private static Page NoLink() => new(Texts.Get("Subject.title"), Page.Fault(Texts.Get("Subject.noLink")), StatusCodes.Status404NotFound);
}
