using System.Collections.Immutable;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Consent.Api;

/// <summary>Who comes in with which scopes: by a claim, or without one by a verified e-mail domain.</summary>
public sealed record ProviderRuleBody(string? Claim, string? Value, IReadOnlyList<string?>? Scopes);

/// <summary><c>PUT /v1/admin/operators/{id}/sign-in-provider</c>.</summary>
public sealed record SignInProviderBody(string? Authority, string? ClientId, string? Secret, IReadOnlyList<ProviderRuleBody?>? Rules);

public sealed record ProviderRuleAnswer(string? Claim, string Value, IReadOnlyList<string> Scopes);

/// <summary>The provider without its secret; <paramref name="RedirectUri"/> is what it is to be told.</summary>
public sealed record SignInProviderAnswer(string Authority, string ClientId, bool HasSecret, IReadOnlyList<ProviderRuleAnswer> Rules, string RedirectUri);

/// <summary>The organisation's own OpenID Connect provider.</summary>
internal sealed class ProviderApi(Catalogues catalogues, ProviderSignIns signIns, PublicAddress address, TimeProvider clock)
{
    private const string Path = "/admin/operators/{id}/sign-in-provider";

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPut(Path, PutAsync).For(Scope.Admin)
            .Describe("Name the sign-in provider", "OpenID Connect with code and PKCE. Rules give scopes to who was not invited: by a claim's value, or by the domain of a verified e-mail. The secret is kept sealed; left out it stays as it is.", Examples.SignInProvider, Examples.SignInProviderAnswer)
            .Produces<SignInProviderAnswer>();
        v1.MapGet(Path, Get).For(Scope.Admin)
            .Describe("Read the sign-in provider", "Without its secret.", null, Examples.SignInProviderAnswer).Produces<SignInProviderAnswer>();
        v1.MapDelete(Path, DeleteAsync).For(Scope.Admin)
            .Describe("Take the sign-in provider away", "Nobody signs in by it any more; sessions it opened stay until they end or are revoked.", null, Examples.NoSignInProvider).Produces<Page<SignInProviderAnswer>>();
    }

    internal async Task<IResult> PutAsync(string id, SignInProviderBody body, Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        if (!MayManage(caller, id, out var operatorId)) return Problems.NotFound();
        var fields = new Fields();
        var authority = fields.Text(body.Authority, "authority", 500).TrimEnd('/');
        if (body.Authority is not null && !IsAuthority(authority)) fields.Wrong("authority", "FieldNotAuthority");
        var client = fields.Text(body.ClientId, "clientId", 300);
        var secret = fields.Told(body.Secret, "secret", 1000);
        if (body.Rules?.Count > 50) fields.Wrong("rules", "FieldTooMany", 50);
        ImmutableArray<ProviderRule> rules = [.. (body.Rules ?? []).Take(50).Select((rule, i) => Read(rule, $"rules[{i}]", fields))];
        fields.ThrowIfWrong();

        var before = catalogues.Find(operatorId)!.Provider;
        // Sealing gives another text every time; the same secret left out is the same provider.
        var kept = secret is not null ? signIns.Protect(secret) : before is { } known && (known.Authority, known.ClientId) == (authority, client) ? known.Secret : null;
        var provider = new SignInProvider(authority, client, kept, rules);
        var outcome = await catalogues.ExecuteAsync(operatorId, new Envelope(caller.Actor, new SetSignInProvider(clock.GetUtcNow(), provider)), cancellationToken);
        return Problems.Of(outcome) ?? Answer(provider, context);
    }

    internal IResult Get(string id, Caller caller, HttpContext context) =>
        MayManage(caller, id, out var operatorId) && catalogues.Find(operatorId)!.Provider is { } provider ? Answer(provider, context) : Problems.NotFound();

    internal async Task<IResult> DeleteAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!MayManage(caller, id, out var operatorId)) return Problems.NotFound();
        var outcome = await catalogues.ExecuteAsync(operatorId, new Envelope(caller.Actor, new SetSignInProvider(clock.GetUtcNow(), null)), cancellationToken);
        return Problems.Of(outcome) ?? Answers.Json(new Page<SignInProviderAnswer>([], null), ApiJson.Wire.PageSignInProviderAnswer);
    }

    private bool MayManage(Caller caller, string id, out OperatorId operatorId) =>
        OperatorId.TryParse(id, out operatorId) && (caller.RunsInstallation || caller.Operator == operatorId) && catalogues.For(operatorId) is not null;

    private IResult Answer(SignInProvider provider, HttpContext context) => Answers.Json(
        new SignInProviderAnswer(
            provider.Authority, provider.ClientId, provider.Secret is not null, [.. provider.Rules.Select(rule => new ProviderRuleAnswer(rule.Claim, rule.Value, [.. rule.Scopes.Select(Words.Of)]))],
            address.Of(context.Request) + ProviderPages.CallbackPath),
        ApiJson.Wire.SignInProviderAnswer);

    // In the clear only on this very machine.
    private static bool IsAuthority(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) && uri is { UserInfo: "", Query: "", Fragment: "" };

    private static ProviderRule Read(ProviderRuleBody? body, string at, Fields fields)
    {
        if (body?.Scopes is null or { Count: 0 }) fields.Wrong($"{at}.scopes", "FieldRequired");
        var scopes = (body?.Scopes ?? []).Take(20).Select((scope, i) => fields.Word<Scope>(scope, $"{at}.scopes[{i}]")).Distinct().ToImmutableArray();
        if (scopes.Any(scope => !Person.ScopesOfPeople.Contains(scope))) fields.Wrong($"{at}.scopes[0]", "FieldNotWord", string.Join(", ", Person.ScopesOfPeople.Select(Words.Of)));
        return new ProviderRule(fields.Told(body?.Claim, $"{at}.claim", 100), fields.Text(body?.Value, $"{at}.value", 300), scopes);
    }
}
