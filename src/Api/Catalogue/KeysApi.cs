using System.Collections.Immutable;
using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Consent.Api;

/// <summary>The life of keys: of an operator under <c>/v1/admin/operators/{id}/keys</c>, of the installation itself under <c>/v1/admin/keys</c>.</summary>
internal sealed class KeysApi(Catalogues catalogues, Credentials credentials, AccessReader access, InstallationSecret secret, TimeProvider clock)
{
    private const int DefaultOverlap = 24 * 60 * 60;
    private const int MostOverlap = 30 * DefaultOverlap;
    private const int MostAddresses = 100;

    public void Map(RouteGroupBuilder admin)
    {
        Map(admin.MapGroup("/operators/{id}/keys"), "", isInstallations: false);
        Map(admin.MapGroup("/keys"), " of the installation", isInstallations: true);
    }

    private void Map(RouteGroupBuilder keys, string whose, bool isInstallations)
    {
        if (isInstallations)
        {
            keys.MapPost("", (KeyBody body, Caller caller, Idempotency idempotency, CancellationToken cancel) => IssueAsync(OwnOf(caller), body, caller, idempotency, cancel)).For(Scope.Admin)
                .Describe("Issue a key" + whose, IssueWords, Examples.InstallationKey, Examples.KeyAnswer).Produces<KeyAnswer>(StatusCodes.Status201Created);
            keys.MapGet("", (string? limit, string? cursor, Caller caller, CancellationToken cancel) => ListAsync(OwnOf(caller), limit, cursor, cancel)).For(Scope.Admin)
                .Describe("List keys" + whose, ListWords, null, Examples.KeyLines).Produces<Page<KeyLine>>();
            keys.MapPost("/{key}/rotate", (string key, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RotateBody? body, Caller caller, Idempotency idempotency, CancellationToken cancel) => RotateAsync(OwnOf(caller), key, body, caller, idempotency, cancel)).For(Scope.Admin)
                .Describe("Rotate a key" + whose, RotateWords, Examples.Rotate, Examples.RotateAnswer).Produces<RotateAnswer>(StatusCodes.Status201Created);
            keys.MapPost("/{key}/revoke", (string key, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RevokeBody? body, Caller caller, Idempotency idempotency, CancellationToken cancel) => RevokeAsync(OwnOf(caller), key, body, caller, idempotency, cancel)).For(Scope.Admin)
                .Describe("Revoke a key" + whose, RevokeWords + " The last key without an end stays.", Examples.Revoke, Examples.KeyLine).Produces<KeyLine>();
            return;
        }

        keys.MapPost("", (string id, KeyBody body, Caller caller, Idempotency idempotency, CancellationToken cancel) => IssueAsync(OperatorOf(id, caller), body, caller, idempotency, cancel)).For(Scope.Admin)
            .Describe("Issue a key", IssueWords, Examples.Key, Examples.KeyAnswer).Produces<KeyAnswer>(StatusCodes.Status201Created);
        keys.MapGet("", (string id, string? limit, string? cursor, Caller caller, CancellationToken cancel) => ListAsync(OperatorOf(id, caller), limit, cursor, cancel)).For(Scope.Admin)
            .Describe("List keys", ListWords, null, Examples.KeyLines).Produces<Page<KeyLine>>();
        keys.MapPost("/{key}/rotate", (string id, string key, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RotateBody? body, Caller caller, Idempotency idempotency, CancellationToken cancel) => RotateAsync(OperatorOf(id, caller), key, body, caller, idempotency, cancel)).For(Scope.Admin)
            .Describe("Rotate a key", RotateWords, Examples.Rotate, Examples.RotateAnswer).Produces<RotateAnswer>(StatusCodes.Status201Created);
        keys.MapPost("/{key}/revoke", (string id, string key, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RevokeBody? body, Caller caller, Idempotency idempotency, CancellationToken cancel) => RevokeAsync(OperatorOf(id, caller), key, body, caller, idempotency, cancel)).For(Scope.Admin)
            .Describe("Revoke a key", RevokeWords, Examples.Revoke, Examples.KeyLine).Produces<KeyLine>();
    }

    private const string IssueWords = "The key is shown once and kept as a hash. `expiresAt`: from then on it is no key; `addresses`: networks (CIDR, IPv4 and IPv6) it may be used from.";
    private const string ListWords = "Never the secret. `lastUsedAt` is noted about once an hour.";
    private const string RotateWords = "A new key with the same scopes and addresses, shown once; the old one ends after `overlap` seconds (a day where none is given, 30 days at most).";
    private const string RevokeWords = "At once, through every node: after the answer no call with the key succeeds.";

    internal async Task<IResult> IssueAsync(OperatorId operatorId, KeyBody body, Caller caller, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var name = fields.Text(body.Name, "name", 100);
        if (body.Scopes is null or { Count: 0 }) fields.Wrong("scopes", "FieldRequired");
        var scopes = (body.Scopes ?? []).Take(10).Select((scope, i) => fields.Word<Scope>(scope, $"scopes[{i}]")).Distinct().ToImmutableArray();
        // A key of the installation has no operator: there is nothing else for it to do.
        if (operatorId == OperatorId.Installation && scopes.Any(scope => scope != Scope.Admin)) fields.Wrong("scopes", "FieldNotWord", "admin");
        if (body.Addresses?.Count > MostAddresses) fields.Wrong("addresses", "FieldTooMany", MostAddresses);
        var addresses = (body.Addresses ?? []).Take(MostAddresses).Select((address, i) => Network(address, fields, $"addresses[{i}]")).ToImmutableArray();
        var expiresAt = fields.Instant(body.ExpiresAt, "expiresAt");
        fields.ThrowIfWrong();

        var (id, token) = NewKey(operatorId, idempotency);
        var key = new ApiKey(id, name, scopes, Keys.Hash(token), clock.GetUtcNow(), expiresAt, addresses.IsEmpty ? null : addresses);
        var outcome = await catalogues.ExecuteAsync(operatorId, idempotency.Envelope(caller.Actor, new IssueKey(key.CreatedAt, key), body), cancellationToken);
        return Problems.Of(outcome) ?? Answers.Json(Shown(key, token), ApiJson.Wire.KeyAnswer, status: StatusCodes.Status201Created);
    }

    internal async Task<IResult> RotateAsync(OperatorId operatorId, string key, RotateBody? sent, Caller caller, Idempotency idempotency, CancellationToken cancellationToken)
    {
        if (catalogues.Find(operatorId)?.FindKey(key) is not { Key: var old }) return Problems.NotFound();
        var (body, fields) = (sent ?? new RotateBody(null, null), new Fields());
        if (body.Overlap is < 0 or > MostOverlap) fields.Wrong("overlap", "FieldNotNumber", 0, MostOverlap);
        var expiresAt = fields.Instant(body.ExpiresAt, "expiresAt");
        fields.ThrowIfWrong();

        var now = clock.GetUtcNow();
        if (expiresAt <= now) return Problems.Of(new KeyExpiresInPast(expiresAt.Value));
        var (id, token) = NewKey(operatorId, idempotency);
        var successor = old with { Id = id, SecretSha256 = Keys.Hash(token), CreatedAt = now, ExpiresAt = expiresAt };
        var command = new RotateKey(now, key, successor, now.AddSeconds(body.Overlap ?? DefaultOverlap));
        var outcome = await catalogues.ExecuteAsync(operatorId, idempotency.Envelope(caller.Actor, command, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        var endsAt = ((Outcome.Done)outcome).Events.OfType<KeyEnding>().FirstOrDefault()?.EndsAt ?? catalogues.Find(operatorId)!.FindKey(key)!.EndsAt!.Value;
        return Answers.Json(new RotateAnswer(Shown(successor, token), key, endsAt), ApiJson.Wire.RotateAnswer, status: StatusCodes.Status201Created);
    }

    internal async Task<IResult> RevokeAsync(OperatorId operatorId, string key, RevokeBody? sent, Caller caller, Idempotency idempotency, CancellationToken cancellationToken)
    {
        if (catalogues.Find(operatorId)?.FindKey(key) is null) return Problems.NotFound();
        var (body, fields) = (sent ?? new RevokeBody(null), new Fields());
        var command = new RevokeKey(clock.GetUtcNow(), key, fields.Personal(body.Reason, "reason", 2000, lines: true));
        fields.ThrowIfWrong();
        var outcome = await catalogues.ExecuteAsync(operatorId, idempotency.Envelope(caller.Actor, command, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        // Without its last use, which may be told later: repeated, the answer is the same.
        return Answers.Json(Line(catalogues.Find(operatorId)!.FindKey(key)!, null), ApiJson.Wire.KeyLine);
    }

    internal async Task<IResult> ListAsync(OperatorId operatorId, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var after = Paging.Decode(cursor, fields);
        fields.ThrowIfWrong();

        var all = catalogues.Find(operatorId)?.Keys ?? [];
        var page = Paging.Of(
            [.. all.Where(key => after is null || string.CompareOrdinal(key.Key.Id, after) > 0).OrderBy(key => key.Key.Id, StringComparer.Ordinal).Take(take + 1)], take, key => key.Key.Id);
        var uses = await access.LastUsesAsync(operatorId, [.. page.Items.Select(key => key.Key.Id)], clock.GetUtcNow(), cancellationToken);
        return Answers.Json(new Page<KeyLine>([.. page.Items.Select(key => Line(key, LastUse(key, uses)))], page.NextCursor), ApiJson.Wire.PageKeyLine);
    }

    // With an Idempotency-Key the secret follows from it, so that the repeated call can be answered without keeping the secret.
    private (string Id, string Token) NewKey(OperatorId operatorId, Idempotency idempotency) =>
        Keys.New(idempotency.Key is { } seed ? secret.Derive($"key\n{operatorId}\n{seed}") : null);

    /// <summary>An operator the caller may manage: its own or, for the installation, any.</summary>
    /// <exception cref="NotFoundException">Another's, or none: the same answer.</exception>
    private OperatorId OperatorOf(string id, Caller caller) =>
        OperatorId.TryParse(id, out var operatorId) && (caller.RunsInstallation || caller.Operator == operatorId) && catalogues.For(operatorId) is not null ? operatorId : throw new NotFoundException();

    private static OperatorId OwnOf(Caller caller) => caller.RunsInstallation ? OperatorId.Installation : throw new NotFoundException();

    private static string Network(string? address, Fields fields, string at)
    {
        if (!Networks.TryParse(address, out var network)) fields.Wrong(at, "FieldNotNetwork");
        return network.ToString();
    }

    private static KeyAnswer Shown(ApiKey key, string token) =>
        new(key.Id, token, key.Name, [.. key.Scopes.Select(Storage.Words.Of)], key.ExpiresAt, key.Addresses is { IsDefaultOrEmpty: false } addresses ? addresses : null);

    // By this node up to now, by the others as they have noted.
    private DateTimeOffset? LastUse(KeyState key, IReadOnlyDictionary<string, DateTimeOffset> uses)
    {
        var here = credentials.InUse.FirstOrDefault(own => own.State.Key.Id == key.Key.Id)?.UsedAt ?? 0;
        var noted = uses.TryGetValue(key.Key.Id, out var at) ? at.UtcTicks : 0;
        return Math.Max(here, noted) is > 0 and var last ? new DateTimeOffset(last, TimeSpan.Zero) : null;
    }

    private static KeyLine Line(KeyState key, DateTimeOffset? lastUsedAt) => new(
        key.Key.Id, key.Key.Name, [.. key.Key.Scopes.Select(Storage.Words.Of)], key.Key.CreatedAt, key.EndsAt, lastUsedAt,
        key.Key.Addresses is { IsDefaultOrEmpty: false } addresses ? addresses : null, key.RevokedAt);
}
