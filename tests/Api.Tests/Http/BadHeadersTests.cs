namespace Consent.Api.Tests.Http;

/// <summary>Keys and credentials that cannot be any: refused before anything is done.</summary>
public sealed class BadHeadersTests(OpenShop open) : BadRequests(open), IClassFixture<OpenShop>
{
    [Theory]
    [MemberData(nameof(Writing))]
    public async Task An_idempotency_key_that_cannot_be_one_is_refused(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        if (!route.IsPost || route.Pattern == "/v1/checks") return;
        var before = Open.Service.Written;
        foreach (var header in (string[][])[[new string('k', 256)], ["a b"], [""], ["\u00c3\u00a9"], ["a\tb"], ["one", "two"], ["one", "one"]])
        {
            string[] headers = ["Authorization: Bearer " + route.ClientOf(Open.Shop).Key, "Content-Type: application/json", .. header.Select(key => "Idempotency-Key: " + key)];
            Count();
            var (status, rest) = await RawHttp.SendAsync(Open.Service, "POST", path, Encoding.UTF8.GetBytes(valid), headers);
            Assert.True(status == 400 && rest.Contains("\"Idempotency-Key\"", StringComparison.Ordinal), $"{name}, {string.Join('|', header)}: {status}{rest}");
        }

        Assert.Equal(before, Open.Service.Written);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_credential_that_cannot_be_one_is_no_credential(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        var key = route.ClientOf(Open.Shop).Key;
        var before = Open.Service.Written;
        string[][] credentials =
        [
            [], [""], ["Bearer"], ["Bearer "], ["Bearer  " + key], [key!], ["Basic " + key], ["Bearer " + key + "x"], ["Bearer " + key![..^1]], ["Bearer " + key.ToUpperInvariant()],
            ["Bearer " + new string('k', 5000)], ["Bearer ck_" + new string('k', 12) + "_"], ["Bearer ck_"], ["Bearer \u00c3\u00a9"], ["Bearer " + key, "Bearer " + key], ["Bearer x", "Bearer " + key], ["Bearer bootstrap"],
        ];
        foreach (var credential in credentials)
        {
            string[] headers = ["Content-Type: application/json", .. credential.Select(value => "Authorization: " + value)];
            Count();
            var (status, rest) = await RawHttp.SendAsync(Open.Service, route.Method, path, Encoding.UTF8.GetBytes(valid), headers);
            Assert.True(status == 401 && rest.Contains("/problems/no-credential", StringComparison.Ordinal), $"{name}, {string.Join('|', credential)}: {status}{rest}");
        }

        Assert.Equal(before, Open.Service.Written);
    }

    [Fact]
    public async Task A_header_or_an_address_beyond_measure_is_refused()
    {
        Assert.Equal(431, (await RawHttp.SendAsync(Open.Service, "GET", "/v1/purposes", [], "X: " + new string('x', 40_000))).Status);
        Assert.Equal(414, (await RawHttp.SendAsync(Open.Service, "GET", "/v1/check?subject=" + new string('x', 10_000), [])).Status);
    }
}
