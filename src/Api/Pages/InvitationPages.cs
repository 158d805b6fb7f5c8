using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Antiforgery;
using QRCoder;

namespace Consent.Api;

/// <summary>Where a person who was given a link sets a password and a second factor: <c>/invitations/{token}</c>.</summary>
internal sealed class InvitationPages(Catalogues catalogues, Passwords passwords, SignIns signIns, Tickets tickets, IAntiforgery antiforgery, TimeProvider clock)
{
    private const string NewSecret = "new-totp";
    private static readonly TimeSpan ForTheForm = TimeSpan.FromHours(1);

    private readonly Throttle _addresses = new(clock, free: 30, TimeSpan.FromMinutes(15));

    public void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/invitations/{token}", Get);
        pages.MapPost("/invitations/{token}", PostAsync);
    }

    private IResult Get(string token, HttpContext context)
    {
        if (!PublicAddress.MayCarrySecrets(context.Request)) return new Page(Texts.Get("SignIn.title"), Page.Fault(Texts.Get("SignIn.httpsOnly")), StatusCodes.Status400BadRequest);
        return Find(token, context) is var (_, person) ? Ask(context, token, person, Totp.NewSecret(), null) : NoLink();
    }

    private async Task<IResult> PostAsync(string token, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is not { } form) return SignInPages.Stale();
        if (Find(token, context) is not var (operatorId, person)) return NoLink();
        // The secret is of this very link: another's page brings none of its own.
        if (tickets.Read(NewSecret, form["secret"]) is not [var link, var secret] || link != person.Link!.Sha256) return Ask(context, token, person, Totp.NewSecret(), Texts.Get("SignIn.stale"));
        var (totp, now) = (Convert.FromBase64String(secret), clock.GetUtcNow());
        if (Passwords.FaultOf(form["password"], person) is { } fault) return Ask(context, token, person, totp, Texts.Get(fault, Passwords.Shortest));
        if (Totp.Find(totp, form["code"], now) is not { } step) return Ask(context, token, person, totp, Texts.Get("Invitation.wrongCode"));

        var recovery = RecoveryCodes.New();
        var enrol = new EnrolPerson(now, person.Id, link, passwords.Hash(form["password"]!), signIns.Protect(totp), [.. recovery.Select(RecoveryCodes.Hash)], step);
        var outcome = await catalogues.ExecuteAsync(operatorId, new Envelope("person:" + person.Id, enrol), cancellationToken);
        return outcome is Outcome.Done ? Done(operatorId, recovery) : NoLink();
    }

    private (OperatorId Operator, Person Person)? Find(string token, HttpContext context)
    {
        var address = SignIns.AddressOf(context);
        if (_addresses.WaitOf(address) > TimeSpan.Zero) return null;
        var (hash, now) = (OneTimeTokens.Hash(token), clock.GetUtcNow());
        foreach (var (operatorId, catalogue) in catalogues.All)
            if (catalogue.People.FirstOrDefault(person => person.Link?.Sha256 == hash && person.Link.ExpiresAt > now) is { } person) return (operatorId, person);
        _addresses.Count(address);
        return null;
    }

    private Page Ask(HttpContext context, string token, Person person, byte[] totp, string? fault)
    {
        var uri = Totp.UriOf(totp, "Consent", person.Email.Value);
        return new Page(Texts.Get("Invitation.title"), Html.Of($"""
            {Page.Fault(fault)}<p>{Texts.Get("Invitation.hello", person.Name.Value)}</p>{Page.Form(context, "/invitations/" + Uri.EscapeDataString(token), "Invitation.done", Html.Of($"""
                {Page.Hidden("secret", tickets.Write(NewSecret, ForTheForm, person.Link!.Sha256, Convert.ToBase64String(totp)))}
                {Page.Input("password", "Invitation.password", "password", "new-password", hint: "Password.hint")}
                <p>{Texts.Get("Invitation.scan")}</p><p role="img" aria-label="{Texts.Get("Invitation.picture")}">{Html.Raw(PictureOf(uri))}</p>
                <p>{Texts.Get("Invitation.secret")} <code>{string.Join(' ', Totp.Base32(totp).Chunk(4).Select(part => new string(part)))}</code></p><p class="hint"><a href="{uri}">{Texts.Get("Invitation.open")}</a></p>
                {Page.Input("code", "SignIn.code", autocomplete: "one-time-code")}
                """))}
            """), fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static Page Done(OperatorId operatorId, string[] recovery)
    {
        var query = operatorId == OperatorId.Installation ? "" : "?operator=" + operatorId;
        return new Page(Texts.Get("Invitation.doneTitle"), Html.Of($"""
            <p>{Texts.Get("Invitation.recovery")}</p><ul class="codes">{Html.Join(recovery.Select(code => Html.Of($"<li>{code}</li>")))}</ul><p><a href="/sign-in{query}">{Texts.Get("SignIn.title")}</a></p>
            """));
    }

    private static Page NoLink() => new(Texts.Get("Invitation.title"), Page.Fault(Texts.Get("Invitation.noLink")), StatusCodes.Status404NotFound);

    // Without styles inside: the page's policy lets none be.
    private static string PictureOf(string uri)
    {
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
