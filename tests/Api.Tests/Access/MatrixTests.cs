using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api.Tests.Access;

/// <summary>R20. Every operation × every role × own and another operator × own and another subject × every state of a credential, over HTTP. What is
/// expected is <see cref="Route.All"/>, written by hand.</summary>
public sealed class MatrixTests : IAsyncLifetime
{
    private static readonly string[] States =
        ["key", "key expired", "key revoked", "key unknown", "token", "token expired", "token not yet", "token of another audience", "token of another issuer", "token alg none", "token by the public key"];

    private static readonly Scope[] Roles = Enum.GetValues<Scope>();
    private static readonly DateTimeOffset Soon = TestService.Monday.AddHours(1);

    private readonly ConcurrentDictionary<(string Operator, Scope Role, string State), ApiClient> _clients = new();
    private TestService _service = null!;
    private Shop _shop = null!;
    private Shop _neighbour = null!;
    private ApiClient _rootExpired = null!, _rootRevoked = null!;
    private Target _own = null!, _other = null!;
    private int _cells;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _shop = await Shop.OpenAsync(_service, "lavka");
        _neighbour = await Shop.OpenAsync(_service, "sosed");
        foreach (var shop in (Shop[])[_shop, _neighbour])
        {
            (await shop.Admin.PutAsync($"/v1/admin/operators/{shop.Id}/identity-provider", TestIssuer.Setting(shop.Id))).Must(200);
            foreach (var role in Roles) await MakeAsync(shop, role);
        }

        _rootExpired = _service.With(await KeyAsync("/v1/admin/keys", "admin", Expiring));
        _rootRevoked = _service.With(await RevokedAsync("/v1/admin/keys", "admin"));
        _service.Time.Advance(TimeSpan.FromSeconds(2));
        (_own, _other) = (await Target.MakeAsync(_shop) with { Subject = Shop.Myself }, await Target.MakeAsync(_shop));
    }

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Every_cell_answers_as_the_table_says()
    {
        var wrong = await WrongAsync(Route.All);
        Amount.Report($"{_cells} cells");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {_cells} cells\n{string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(20))}");
        Assert.True(_cells > 10_000, $"only {_cells} cells");
    }

    [Fact]
    public async Task Every_operation_of_the_document_has_a_row()
    {
        var document = (await _service.Anonymous.GetAsync("/openapi/v1.json")).Must(200).Json;
        var operations = from path in document["paths"]!.AsObject() from operation in path.Value!.AsObject() select $"{operation.Key.ToUpperInvariant()} {path.Key}";
        Assert.Equal(Route.All.Select(route => route.ToString()).Concat(Route.Everybodys).Order(StringComparer.Ordinal), operations.Where(name => !name.Contains(" /health", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>The negative control: the service opens more, or less, than such a table says.</summary>
    [Fact]
    public async Task A_route_opened_or_closed_by_mistake_is_found()
    {
        var found = 0;
        Route[] mistaken =
        [
            .. Route.All.Where(route => route.Scopes.Length > 1).Select(route => route with { Scopes = route.Scopes[..^1] }),
            .. Route.All.Where(route => route.Scopes.Length < Roles.Length && !route.IsInstallations).Select(route => route with { Scopes = [.. route.Scopes, Roles.First(role => !route.Scopes.Contains(role))] }),
            .. Route.All.Where(route => route.Foreign == 404 && !route.IsInstallations).Select(route => route with { Foreign = route.Ok }),
            .. Route.All.Where(route => route.Installation == 404).Select(route => route with { Installation = route.Ok }),
        ];
        foreach (var route in mistaken)
        {
            Assert.False((await WrongAsync([route], isQuick: true)).IsEmpty, $"{route}: not found");
            found++;
        }

        Amount.Report($"{found} mistakes of {mistaken.Length} found");
    }

    private async Task<ConcurrentBag<string>> WrongAsync(IEnumerable<Route> routes, bool isQuick = false)
    {
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(routes, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (route, _) =>
        {
            foreach (var state in isQuick ? ["key"] : States)
                foreach (var role in Roles)
                    foreach (var shop in (Shop[])[_shop, _neighbour])
                        foreach (var target in (Target[])[_own, _other])
                        {
                            var isOpen = state is "key" or "token" && route.Scopes.Contains(role);
                            var expected = state is not ("key" or "token") ? 401 : !isOpen ? 404 : shop == _shop ? route.Ok : route.Foreign;
                            await CellAsync(wrong, route, _clients[(shop.Id, role, state)], isOpen ? null : target, expected, $"{role}, {shop.Id}, {state}");
                        }

            await CellAsync(wrong, route, _service.Root, null, route.Installation, "the installation");
            await CellAsync(wrong, route, _rootExpired, _other, 401, "the installation, expired");
            await CellAsync(wrong, route, _rootRevoked, _other, 401, "the installation, revoked");
            await CellAsync(wrong, route, _service.Anonymous, _other, 401, "nobody");
        });
        return wrong;
    }

    // Whoever may gets a target of its own; what must be refused acts on nothing.
    private async Task CellAsync(ConcurrentBag<string> wrong, Route route, ApiClient client, Target? target, int expected, string cell)
    {
        Interlocked.Increment(ref _cells);
        target ??= await route.MakeAsync(_shop);
        var answer = await route.CallAsync(client, route.PathOf(_shop, target), route.Body?.Invoke(target, Route.NewWord()));
        if (answer.Status != expected) wrong.Add($"{route}, {cell}: {expected} was expected, not {answer.Status} {answer.Body}");
    }

    private const string Expiring = """, "expiresAt": "2026-10-12T09:00:01Z" """;

    private async Task MakeAsync(Shop shop, Scope role)
    {
        var (keys, word) = ($"/v1/admin/operators/{shop.Id}/keys", Words.Of(role));
        var roles = $"[\"{word}\"]";
        Put("key", shop[role].Key!);
        Put("key expired", await KeyAsync(keys, word, Expiring));
        Put("key revoked", await RevokedAsync(keys, word));
        Put("key unknown", "ck_0123456789ab_" + new string('x', 43));
        Put("token", TestIssuer.Token(shop.Id, roles, Soon));
        Put("token expired", TestIssuer.Token(shop.Id, roles, TestService.Monday.AddMinutes(-1)));
        Put("token not yet", TestIssuer.Token(shop.Id, roles, Soon, from: Soon.AddMinutes(-5)));
        Put("token of another audience", TestIssuer.Token("another", roles, Soon));
        Put("token of another issuer", TestIssuer.Token(shop.Id, roles, Soon, issuer: "https://evil.example"));
        Put("token alg none", TestIssuer.Token(shop.Id, roles, Soon, alg: "none"));
        Put("token by the public key", TestIssuer.Token(shop.Id, roles, Soon, alg: "HS256"));

        void Put(string state, string credential) => _clients[(shop.Id, role, state)] = _service.With(credential);
    }

    private async Task<string> KeyAsync(string keys, string scope, string extra) => (await _service.Root.PostAsync(keys, $$"""{"name": "х", "scopes": ["{{scope}}"]{{extra}}}""")).Must(201).Field("key")!;

    private async Task<string> RevokedAsync(string keys, string scope)
    {
        var key = await KeyAsync(keys, scope, "");
        (await _service.Root.PostAsync($"{keys}/{key.Split('_')[1]}/revoke", "{}")).Must(200);
        return key;
    }
}
