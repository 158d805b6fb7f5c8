using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Through the organisation's provider and back: <c>/sign-in/provider</c>.</summary>
internal sealed class ProviderPages(Catalogues catalogues, ProviderSignIns provider, SignIns signIns, Tickets tickets, PublicAddress address, TimeProvider clock)
{
    public const string CallbackPath = "/sign-in/provider/callback";

    private const string Purpose = "provider";
    private static readonly TimeSpan ForTheProvider = TimeSpan.FromMinutes(10);

    public void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/sign-in/provider", GoAsync);
        pages.MapGet(CallbackPath, ComeAsync);
    }

    private async Task<IResult> GoAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var operatorId = SignIns.Read(context.Request.Query["operator"]);
        if (!PublicAddress.MayCarrySecrets(context.Request) || catalogues.Find(operatorId)?.Provider is not { } own) return SignInPages.Stale();
        var (state, nonce, verifier) = (OneTimeTokens.New(), OneTimeTokens.New(), OneTimeTokens.New());
        if (await provider.AddressAsync(own, address.Of(context.Request) + CallbackPath, state, nonce, verifier, cancellationToken) is not { } there) return Away();
        // Bound to this browser: whoever is sent the address of another's answer comes in as nobody.
        context.Response.Cookies.Append(CookieOf(context), tickets.Write(Purpose, ForTheProvider, operatorId.Value, state, nonce, verifier), OptionsOf(context));
        return TypedResults.Redirect(there);
    }

    private async Task<IResult> ComeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var ticket = tickets.Read(Purpose, context.Request.Cookies[CookieOf(context)]);
        context.Response.Cookies.Delete(CookieOf(context), OptionsOf(context));
        if (ticket is not [var name, var state, var nonce, var verifier] || query["state"] != state || query["code"] is not [{ Length: > 0 and <= 4096 } code]) return SignInPages.Stale();
        var operatorId = new OperatorId(name);
        if (catalogues.Find(operatorId)?.Provider is not { } own) return SignInPages.Stale();
        var proven = await provider.ProveAsync(own, address.Of(context.Request) + CallbackPath, code, nonce, verifier, cancellationToken);
        if (proven is null || await AdmitAsync(operatorId, proven, cancellationToken) is not { } person) return Refused();
        var now = clock.GetUtcNow();
        return await signIns.OpenAsync(context, operatorId, new OpenSession(now, person, signIns.NewSession(now, SignInMethod.Provider)), cancellationToken) ? TypedResults.Redirect(DeskSections.HomeOf(operatorId)) : Refused();
    }

    // Known by the provider's own name for it; else invited under the address the provider has verified; else let in by a rule.
    private async Task<string?> AdmitAsync(OperatorId operatorId, ProvenPerson proven, CancellationToken cancellationToken)
    {
        var (catalogue, now) = (catalogues.Find(operatorId)!, clock.GetUtcNow());
        var known = catalogue.People.FirstOrDefault(person => !person.IsDisabled && person.External?.Value == proven.External);
        var person = known ?? (proven.Email is { } email ? catalogue.PersonBy(email) : null);
        if (person is null)
        {
            if (proven.Scopes.IsEmpty || proven.Email is null || catalogue.People.Any(other => other.IsDisabled && other.External?.Value == proven.External)) return null;
            var invite = new InvitePerson(now, OneTimeTokens.NewId(), new Personal(proven.Email), new Personal(proven.Name ?? proven.Email), proven.Scopes, null, new Personal(proven.External));
            return await DoneAsync(operatorId, invite, cancellationToken) ? invite.Person : null;
        }

        // Whom nobody invited has what the rules give now, and nothing where they give nothing.
        var isByRule = person is { IsEnrolled: false, Link: null };
        if (isByRule && proven.Scopes.IsEmpty) return null;
        if (isByRule && !await DoneAsync(operatorId, new ChangePersonScopes(now, person.Id, proven.Scopes), cancellationToken)) return null;
        return known is not null || await DoneAsync(operatorId, new LinkPersonToProvider(now, person.Id, new Personal(proven.External)), cancellationToken) ? person.Id : null;
    }

    private async Task<bool> DoneAsync(OperatorId operatorId, PersonCommand command, CancellationToken cancellationToken) =>
        await catalogues.ExecuteAsync(operatorId, new Envelope("person:" + command.Person, command), cancellationToken) is Outcome.Done;

    private static Page Refused() => new(Texts.Get("SignIn.title"), Html.Of($"{Page.Fault(Texts.Get("SignIn.providerRefused"))}<p><a href=\"/sign-in\">{Texts.Get("SignIn.again")}</a></p>"), StatusCodes.Status403Forbidden);

    private static Page Away() => new(Texts.Get("SignIn.title"), Page.Fault(Texts.Get("SignIn.providerAway")), StatusCodes.Status503ServiceUnavailable);

    private static string CookieOf(HttpContext context) => context.Request.IsHttps ? "__Host-consent-provider" : "consent-provider";

    private static CookieOptions OptionsOf(HttpContext context) =>
        new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = ForTheProvider };
}
