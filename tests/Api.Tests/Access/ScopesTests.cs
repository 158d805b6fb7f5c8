using Consent.Domain;

namespace Consent.Api.Tests.Access;

/// <summary>Every route × every scope × whose key it is: closed unless the table opens it.</summary>
public sealed class ScopesTests(OpenShop open) : IClassFixture<OpenShop>
{
    private static readonly string[] Open = ["/health/live", "/health/ready", "/openapi/{documentName}.json", "/v1/subject-sessions", "/v1/public/{operator}/codes", "/v1/public/{operator}/requests"];

    // Pages are no part of the API; each finds out for itself who is there.
    private static bool IsPage(MappedRoute route) => !route.Pattern.StartsWith("/v1/", StringComparison.Ordinal);

    public static TheoryData<string> Routes => [.. Route.All.Select(route => route.ToString())];

    [Fact]
    public void Every_endpoint_of_the_application_has_a_row() => Assert.Equal(
        Route.All.Select(route => route.ToString()).Order(StringComparer.Ordinal),
        MappedRoute.AllOf(open.Service).Where(route => !Open.Contains(route.Pattern) && !IsPage(route)).Select(route => route.ToString()).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_opens_to_its_scopes_and_to_nothing_else(string name)
    {
        var route = Route.All.Single(row => row.ToString() == name);
        var unknown = open.Service.With("ck_0123456789ab_" + new string('x', 43));
        foreach (var scope in Enum.GetValues<Scope>())
        {
            var isOpen = route.Scopes.Contains(scope);
            await ExpectAsync(route, open.Shop[scope], isOpen ? route.Ok : 404, $"own key, {scope}");
            await ExpectAsync(route, open.Neighbour[scope], isOpen ? route.Foreign : 404, $"another operator's key, {scope}");
            await ExpectAsync(route, unknown, 401, $"unknown key, {scope}");
            await ExpectAsync(route, open.Service.With(open.Shop[scope].Key![..^1] + "!"), 401, $"a key with a wrong end, {scope}");
        }

        await ExpectAsync(route, open.Service.Anonymous, 401, "no key");
        await ExpectAsync(route, open.Service.Root, route.Installation, "the installation's key");
    }

    [Fact]
    public async Task Absent_and_forbidden_look_the_same()
    {
        var absent = (await open.Shop.Dpo.GetAsync("/v1/nothing-here")).MustBe(404, "not-found").BodyWithoutTrace;
        foreach (var route in Route.All)
        {
            var target = await route.MakeAsync(open.Shop);
            var body = route.Body?.Invoke(target, Route.NewWord());
            // Who it is, every credential may ask.
            if (route.Pattern == "/v1/session") continue;
            var forbidden = route.Scopes.Length == 6 ? open.Service.Root : open.Shop[Enum.GetValues<Scope>().First(scope => !route.Scopes.Contains(scope))];
            Assert.Equal((route, absent), (route, (await route.CallAsync(forbidden, route.PathOf(open.Shop, target), body)).Must(404).BodyWithoutTrace));
            if (route.Foreign == 404 && !route.IsInstallations)
                Assert.Equal((route, absent), (route, (await route.CallAsync(route.ClientOf(open.Neighbour), route.PathOf(open.Shop, target), body)).Must(404).BodyWithoutTrace));
            if (route.Pattern.Contains('{', StringComparison.Ordinal) && !route.Pattern.Contains("{code}", StringComparison.Ordinal) && !route.Pattern.Contains("{year}", StringComparison.Ordinal) && !route.Pattern.Contains("{view}", StringComparison.Ordinal))
                Assert.Equal((route, absent), (route, (await route.CallAsync(route.ClientOf(open.Shop), route.PathOf("nikto", "nobody", "2026-999999", "nobody~1"), body)).Must(404).BodyWithoutTrace));
        }
    }

    [Fact]
    public async Task Without_a_key_absent_and_present_look_the_same()
    {
        var absent = (await open.Service.Anonymous.GetAsync("/v1/nothing-here")).MustBe(401, "no-credential").BodyWithoutTrace;
        var target = await Target.MakeAsync(open.Shop);
        foreach (var route in Route.All)
            Assert.Equal(absent, (await route.CallAsync(open.Service.Anonymous, route.PathOf(open.Shop, target), "{}")).Must(401).BodyWithoutTrace);
    }

    private async Task ExpectAsync(Route route, ApiClient client, int status, string cell)
    {
        var target = await route.MakeAsync(open.Shop);
        var answer = await route.CallAsync(client, route.PathOf(open.Shop, target), route.Body?.Invoke(target, Route.NewWord()));
        Assert.True(answer.Status == status, $"{route}, {cell}: {status} was expected, not {answer.Status}.\n{answer.Body}");
    }
}
