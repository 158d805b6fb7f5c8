using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Whose tokens an operator trusts: <c>/v1/admin/operators/{id}/identity-provider</c>.</summary>
internal sealed class IdentityProviderApi(Catalogues catalogues, ProviderHttp http, TimeProvider clock)
{
    private const int MostRoles = 100;
    private const int MostKeys = 20;
    private const string DefaultRoleClaim = "roles";

    public void Map(RouteGroupBuilder admin)
    {
        admin.MapPut("/operators/{id}/identity-provider", PutAsync).For(Scope.Admin)
            .Describe(
                "Trust an identity provider",
                "Its tokens (JWT) are credentials of this operator: of `issuer`, for `audience`, signed by a key given in `keys` (PEM; then nothing is fetched), "
                + "or found at `keysAt` (a JWK set), or by `metadata` (OpenID Connect discovery). `roles` says what each value of `roleClaim` may do; `subjectClaim` names the person's own id for the scope subject. `enabled: false` trusts it no more.",
                Examples.IdentityProvider, Examples.IdentityProviderAnswer)
            .Produces<IdentityProviderAnswer>();
        admin.MapGet("/operators/{id}/identity-provider", Get).For(Scope.Admin)
            .Describe("Read the identity provider", "As it was last set; 404 where none was.", null, Examples.IdentityProviderAnswer)
            .Produces<IdentityProviderAnswer>();
    }

    internal async Task<IResult> PutAsync(string id, IdentityProviderBody body, Caller caller, CancellationToken cancellationToken)
    {
        var operatorId = OperatorOf(id, caller);
        var trust = Read(body);
        if (trust.Enabled && catalogues.Trusting(trust.Issuer).Any(other => other.Operator != operatorId && other.Trust.Audience == trust.Audience))
            return Problems.Of(new AudienceTaken(trust.Audience));
        var outcome = await catalogues.ExecuteAsync(operatorId, new Envelope(caller.Actor, new TrustIssuer(clock.GetUtcNow(), trust)), cancellationToken);
        return Problems.Of(outcome) ?? Answers.Json(Answer(trust), ApiJson.Wire.IdentityProviderAnswer);
    }

    private IResult Get(string id, Caller caller) =>
        catalogues.Find(OperatorOf(id, caller))?.Issuer is { } trust ? Answers.Json(Answer(trust), ApiJson.Wire.IdentityProviderAnswer) : Problems.NotFound();

    private OperatorId OperatorOf(string id, Caller caller) =>
        OperatorId.TryParse(id, out var operatorId) && (caller.RunsInstallation || caller.Operator == operatorId) && catalogues.For(operatorId) is not null ? operatorId : throw new NotFoundException();

    private IssuerTrust Read(IdentityProviderBody body)
    {
        var fields = new Fields();
        var (metadata, keysAt) = (Address(body.Metadata, "metadata", fields), Address(body.KeysAt, "keysAt", fields));
        if (body.Keys?.Count > MostKeys) fields.Wrong("keys", "FieldTooMany", MostKeys);
        var keys = (body.Keys ?? []).Take(MostKeys).Select((key, i) => Key(key, fields, $"keys[{i}]")).ToList();
        if (metadata is null && keysAt is null && keys.Count == 0) fields.Wrong("keys", "FieldOneOf", "metadata, keysAt, keys");
        if (body.Roles is null or { Count: 0 }) fields.Wrong("roles", "FieldRequired");
        if (body.Roles?.Count > MostRoles) fields.Wrong("roles", "FieldTooMany", MostRoles);
        var trust = new IssuerTrust(
            fields.Text(body.Issuer, "issuer", 500), fields.Text(body.Audience, "audience", 500), metadata, keysAt, keys.Count == 0 ? null : [.. keys],
            fields.Told(body.RoleClaim, "roleClaim", 200) ?? DefaultRoleClaim, [.. (body.Roles ?? []).Take(MostRoles).Select((role, i) => Role(role, fields, $"roles[{i}]"))],
            fields.Told(body.SubjectClaim, "subjectClaim", 200), body.Enabled ?? true);
        fields.ThrowIfWrong();
        return trust;
    }

    private string? Address(string? address, string field, Fields fields)
    {
        if (fields.Told(address, field, 1000) is not { } told) return null;
        if (!http.MayAsk(told)) fields.Wrong(field, "FieldNotAddress");
        return told;
    }

    private static string Key(string? pem, Fields fields, string at)
    {
        if (ProviderKeys.Parse(fields.Text(pem, at, 10_000, lines: true)) is null) fields.Wrong(at, "FieldNotPublicKey");
        return pem ?? "";
    }

    private static RoleScopes Role(RoleBody? body, Fields fields, string at)
    {
        if (body?.Scopes is null or { Count: 0 }) fields.Wrong($"{at}.scopes", "FieldRequired");
        return new RoleScopes(fields.Text(body?.Role, $"{at}.role", 200), [.. (body?.Scopes ?? []).Take(10).Select((scope, i) => fields.Word<Scope>(scope, $"{at}.scopes[{i}]")).Distinct()]);
    }

    internal static IdentityProviderAnswer Answer(IssuerTrust trust) => new(
        trust.Issuer, trust.Audience, trust.Metadata, trust.KeysAt, trust.Keys, trust.RoleClaim,
        [.. trust.Roles.Select(role => new RoleAnswer(role.Role, [.. role.Scopes.Select(Words.Of)]))], trust.SubjectClaim, trust.Enabled);
}
