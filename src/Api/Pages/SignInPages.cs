using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

/// <summary>Where people of the operator sign in and out: <c>/sign-in</c>, <c>/sign-in/code</c>, <c>/account</c>, <c>/sign-out</c>.</summary>
internal sealed class SignInPages(SignIns signIns, Sessions sessions, Passwords passwords, Catalogues catalogues, Attempts attempts, IAntiforgery antiforgery, TimeProvider clock)
{
    public void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/sign-in", (HttpContext context) => FirstStep(context, null, context.Request.Query["operator"], null));
        pages.MapPost("/sign-in", PostPasswordAsync);
        pages.MapPost("/sign-in/code", PostCodeAsync);
        pages.MapGet("/account", GetAccountAsync);
        pages.MapPost("/account/password", PostNewPasswordAsync);
        pages.MapPost("/account/end-sessions", EndOthersAsync);
        pages.MapPost("/sign-out", PostSignOutAsync);
    }

    private async Task<IResult> PostPasswordAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, cancellationToken) is not { } form) return Stale();
        var (operatorId, email) = (form["operator"].ToString(), form["email"].ToString());
        var step = signIns.TryPassword(SignIns.Read(operatorId), email, form["password"], SignIns.AddressOf(context));
        if (step.Person is null && catalogues.Find(SignIns.Read(operatorId)) is { } catalogue) attempts.SignInRefused(context, SignIns.Read(operatorId), catalogue.PersonBy(email.Trim())?.Id);
        if (step.Wait > TimeSpan.Zero) return TooMany(context, step.Wait);
        return step.Person is null ? FirstStep(context, Texts.Get("SignIn.refused"), operatorId, email) : SecondStep(context, null, signIns.TicketOf(step));
    }

    private async Task<IResult> PostCodeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, cancellationToken) is not { } form || signIns.Holder(form["ticket"]) is not var (operatorId, person)) return Stale();
        var step = await signIns.TryCodeAsync(context, operatorId, person, form["code"], cancellationToken);
        if (step.Person is null) attempts.SignInRefused(context, operatorId, person.Id);
        if (step.Wait > TimeSpan.Zero) return TooMany(context, step.Wait);
        return step.Person is null ? SecondStep(context, Texts.Get("SignIn.refused"), form["ticket"]) : TypedResults.Redirect(DeskSections.HomeOf(operatorId), permanent: false, preserveMethod: false);
    }

    private async Task<IResult> GetAccountAsync(HttpContext context, CancellationToken _) => await FindAsync(context) is { } caller ? Account(context, caller, null) : TypedResults.Redirect("/sign-in");

    private async Task<IResult> PostNewPasswordAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context) is not { SignedIn: var (person, session) } caller || await ReadAsync(context, cancellationToken) is not { } form) return Stale();
        if (!signIns.IsConfirmed(caller, form["password"])) return Account(context, caller, Texts.Get("SignIn.refused"));
        if (Passwords.FaultOf(form["new-password"], person) is { } fault) return Account(context, caller, Texts.Get(fault, Passwords.Shortest));
        var change = new ChangePassword(clock.GetUtcNow(), person.Id, passwords.Hash(form["new-password"]!), session.Id);
        var outcome = await catalogues.ExecuteAsync(caller.Operator, new Envelope(caller.Actor, change), cancellationToken);
        return outcome is Outcome.Done ? TypedResults.Redirect("/account") : Stale();
    }

    private async Task<IResult> EndOthersAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context) is not { SignedIn: var (person, own) } caller || await ReadAsync(context, cancellationToken) is null) return Stale();
        foreach (var other in person.Sessions.Where(other => other.Id != own.Id))
            await catalogues.ExecuteAsync(caller.Operator, new Envelope(caller.Actor, new EndSessions(clock.GetUtcNow(), person.Id, other.Id)), cancellationToken);
        return TypedResults.Redirect("/account");
    }

    private async Task<IResult> PostSignOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context) is not { SignedIn: var (person, session) } caller) return TypedResults.Redirect("/sign-in");
        if (await ReadAsync(context, cancellationToken) is null) return Stale();
        await catalogues.ExecuteAsync(caller.Operator, new Envelope(caller.Actor, new EndSessions(clock.GetUtcNow(), person.Id, session.Id)), cancellationToken);
        Sessions.Take(context);
        return TypedResults.Redirect("/sign-in");
    }

    private Page FirstStep(HttpContext context, string? fault, string? operatorId, string? email)
    {
        if (!PublicAddress.MayCarrySecrets(context.Request)) return new Page(Texts.Get("SignIn.title"), Page.Fault(Texts.Get("SignIn.httpsOnly")), StatusCodes.Status400BadRequest);
        var provider = catalogues.Find(SignIns.Read(operatorId))?.Provider is null ? Html.Nothing
            : Html.Of($"<p><a href=\"/sign-in/provider?operator={Uri.EscapeDataString(operatorId ?? "")}\">{Texts.Get("SignIn.provider")}</a></p>");
        return new Page(Texts.Get("SignIn.title"), Html.Of($"""
            {Page.Fault(fault)}{provider}{Page.Form(context, "/sign-in", "SignIn.next", Html.Join([
                Page.Input("operator", "SignIn.operator", autocomplete: "organization", value: operatorId, isRequired: false, hint: "SignIn.operatorHint"),
                Page.Input("email", "SignIn.email", autocomplete: "username", value: email),
                Page.Input("password", "SignIn.password", "password", "current-password")]))}
            """), fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static Page SecondStep(HttpContext context, string? fault, string? ticket) => new(Texts.Get("SignIn.codeTitle"), Html.Of($"""
        {Page.Fault(fault)}{Page.Form(context, "/sign-in/code", "SignIn.enter", Html.Join([
            Page.Hidden("ticket", ticket),
            Page.Input("code", "SignIn.code", autocomplete: "one-time-code", hint: "SignIn.codeHint")]))}
        """), fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static Page Account(HttpContext context, Caller caller, string? fault)
    {
        context.User = caller;
        var (person, own) = caller.SignedIn!.Value;
        var others = person.Sessions.Length - 1;
        var password = Html.Join([
            Page.Input("password", "SignIn.password", "password", "current-password"),
            Page.Input("new-password", "Account.newPassword", "password", "new-password", hint: "Password.hint")]);
        return new Page(Texts.Get("Account.title"), Html.Of($"""
            {Page.Fault(fault)}<p>{person.Name.Value}, {person.Email.Value}</p>
            <p>{Texts.Get("Account.until", TimeZoneInfo.ConvertTime(own.ExpiresAt, caller.Rules?.Zone ?? TimeZoneInfo.Utc).ToString("HH:mm", Texts.Culture), others)}</p>
            <p><a href="{(caller.RunsInstallation ? CalendarsDesk.Path : DeskSections.Root)}">{Texts.Get(caller.RunsInstallation ? "Desk.calendars" : "Page.toDesk")}</a></p>
            {(others > 0 ? Page.Form(context, "/account/end-sessions", "Account.endOthers", Html.Nothing) : Html.Nothing)}
            {Page.Form(context, "/sign-out", "Account.signOut", Html.Nothing)}
            {(person.IsEnrolled ? Html.Of($"<h2>{Texts.Get("Account.password")}</h2>{Page.Form(context, "/account/password", "Account.change", password)}") : Html.Nothing)}
            """), fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static Page TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Page(Texts.Get("SignIn.title"), Page.Fault(Texts.Get("SignIn.wait")), StatusCodes.Status429TooManyRequests);
    }

    internal static Page Stale() => new(Texts.Get("SignIn.title"), Html.Of($"{Page.Fault(Texts.Get("SignIn.stale"))}<p><a href=\"/sign-in\">{Texts.Get("SignIn.again")}</a></p>"), StatusCodes.Status400BadRequest);

    private async Task<Caller?> FindAsync(HttpContext context)
    {
        if (await sessions.FindAsync(context) is not { SignedIn: not null } caller) return null;
        context.User = caller;
        return caller;
    }

    // Null where the form does not come from a page of ours.
    private Task<IFormCollection?> ReadAsync(HttpContext context, CancellationToken cancellationToken) => FormReading.ReadAsync(antiforgery, context, cancellationToken);
}
