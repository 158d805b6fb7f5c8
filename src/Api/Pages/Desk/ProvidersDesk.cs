using Consent.Domain;

namespace Consent.Api;

/// <summary>The organisation's own sign-in and whose tokens are trusted: <c>/desk/settings/provider</c>. Written by the API's own calls.</summary>
internal sealed class ProvidersDesk(ProviderApi providers, IdentityProviderApi issuers, Confirmation confirmation)
{
    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/settings/provider", IResult (Tenant tenant, HttpContext context) => Show(tenant, context, null)).For(Scope.Admin).Recorded();
        desk.MapPost("/settings/provider/sign-in", SignInAsync).For(Scope.Admin);
        desk.MapPost("/settings/provider/sign-in/delete", DeleteAsync).For(Scope.Admin);
        desk.MapPost("/settings/provider/tokens", TokensAsync).For(Scope.Admin);
    }

    private Task<IResult> SignInAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken) => ActAsync(tenant, context, form => providers.PutAsync(
        tenant.Operator.Value, new SignInProviderBody(form.Text("authority"), form.Text("clientId"), form.Text("secret"), [.. (form.Lines("rules") ?? []).Select(Rule)]), tenant.Caller, context, cancellationToken), cancellationToken);

    private Task<IResult> DeleteAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken) =>
        ActAsync(tenant, context, _ => providers.DeleteAsync(tenant.Operator.Value, tenant.Caller, cancellationToken), cancellationToken);

    private Task<IResult> TokensAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken) => ActAsync(tenant, context, form => issuers.PutAsync(
        tenant.Operator.Value,
        new IdentityProviderBody(
            form.Text("issuer"), form.Text("audience"), form.Text("metadata"), form.Text("keysAt"), form.Text("keys") is { } pem ? Keys(pem) : null, form.Text("roleClaim"),
            [.. (form.Lines("roles") ?? []).Select(Role)], form.Text("subjectClaim"), form.Has("enabled")),
        tenant.Caller, cancellationToken), cancellationToken);

    private async Task<IResult> ActAsync(Tenant tenant, HttpContext context, Func<DeskForm, Task<IResult>> act, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        if (confirmation.FaultOf(tenant.Caller, form) is { } fault) return Show(tenant, context, fault, form);
        var (problem, _) = await DeskActs.TryAsync(() => act(form));
        return problem is null ? SettingsTabs.Done(SettingsTabs.Provider, "saved") : Show(tenant, context, problem, form);
    }

    private ComponentPage<Pages.Desk.ProviderPage> Show(Tenant tenant, HttpContext context, ProblemWords? problem, DeskForm? sent = null)
    {
        var provider = (providers.Get(tenant.Operator.Value, tenant.Caller, context) as IValueHttpResult<SignInProviderAnswer>)?.Value;
        var issuer = tenant.Rules.Catalogue.Issuer is { } trust ? IdentityProviderApi.Answer(trust) : null;
        return new ComponentPage<Pages.Desk.ProviderPage>(new ProviderModel(provider, issuer, sent, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    // «groups=dpo: dpo, auditor», or «example.org: auditor» by the domain of an e-mail.
    private static ProviderRuleBody Rule(string? line)
    {
        var (who, scopes) = Halves(line);
        return who.Split('=', 2, StringSplitOptions.TrimEntries) is [var claim, var value] ? new ProviderRuleBody(claim, value, scopes) : new ProviderRuleBody(null, who, scopes);
    }

    private static RoleBody Role(string? line)
    {
        var (role, scopes) = Halves(line);
        return new RoleBody(role, scopes);
    }

    private static (string Who, IReadOnlyList<string?> Scopes) Halves(string? line)
    {
        var at = (line ?? "").LastIndexOf(':');
        return at < 0 ? (line ?? "", []) : (line![..at].Trim(), line[(at + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private static IReadOnlyList<string?> Keys(string pem)
    {
        const string End = "-----END PUBLIC KEY-----";
        return [.. pem.Split(End, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(key => $"{key}\n{End}\n")];
    }
}

/// <summary>What <c>/desk/settings/provider</c> shows: as it is, and over it what was sent and not taken.</summary>
internal sealed record ProviderModel(SignInProviderAnswer? SignIn, IdentityProviderAnswer? Tokens, DeskForm? Sent, ProblemWords? Problem)
{
    public string? Of(string name, string? known) => Sent is null ? known : Sent.Text(name) ?? known;
}
