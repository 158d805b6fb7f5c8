namespace Consent.Api.Tests.Http;

/// <summary>Addresses and queries that name nothing: refused by the name of the parameter.</summary>
public sealed class BadAddressesTests(OpenShop open) : BadRequests(open), IClassFixture<OpenShop>
{
    [Fact]
    public async Task Every_query_parameter_refuses_what_it_cannot_hold()
    {
        var document = (await Open.Service.Anonymous.GetAsync("/openapi/v1.json")).Must(200).Json;
        var cases = 0;
        foreach (var route in Route.All)
        {
            var operation = document["paths"]![route.Pattern]![route.Method.ToLowerInvariant()]!;
            var names = (operation["parameters"]?.AsArray() ?? []).Where(p => p!["in"]!.ToString() == "query").Select(p => p!["name"]!.ToString()).ToList();
            var target = await route.MakeAsync(Open.Shop);
            foreach (var name in names)
                foreach (var value in (string[])["", "%00", "%07", "%ff", "%ed%a0%80", "%", "%zz", "a%0d%0ab", "%F0%9F%92%A9", "../..", "-1", "1e400", "99999999999999999999", "null", "[]", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00%2B14:00", new string('a', 5000)])
                {
                    cases++;
                    Count();
                    var rest = route.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal));
                    var path = $"{route.PathOf(Open.Shop, target).Split('?')[0]}?{string.Join('&', [.. rest, $"{name}={value}"])}";
                    var answer = await route.CallAsync(route.ClientOf(Open.Shop), path, null);
                    Assert.True(answer.Status is 200 or 400, $"{path}: {answer.Status} {answer.Body}");
                    if (answer.Status == 400) answer.MustBe(400, "malformed", name);
                    else Assert.True(name is "q" or "reason" or "assigned" or "actor" || (name is "subject" or "purpose" && value.Length is > 0 and < 64 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':')), $"{path}: accepted");
                }

            foreach (var name in (string[])["colour", "Subject", "%00"])
            {
                var path = route.PathOf(Open.Shop, target);
                var answer = await NothingWrittenAsync(() => route.CallAsync(route.ClientOf(Open.Shop), $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}=1", route.Body?.Invoke(target, Route.NewWord())));
                answer.MustBe(400, "malformed", Uri.UnescapeDataString(name));
            }
        }

        Assert.True(cases > 300, $"only {cases} cases");
    }

    [Fact]
    public async Task Every_part_of_an_address_refuses_what_it_cannot_name()
    {
        foreach (var route in Route.All.Where(route => route.Pattern.Contains('{', StringComparison.Ordinal)))
            foreach (var part in (string[])["%20", "%ff", "%ed%a0%80", "%07", "a%2fb", "..%2f..", "%F0%9F%92%A9", new string('a', 5000), "a@b.ru", "~catalogue", "~", "null", "%25"])
            {
                var (_, _, body) = await PrepareAsync(route.ToString());
                var path = route.PathOf(part, part, part, part).Replace("/purposes/profile", "/purposes/" + part, StringComparison.Ordinal)
                    .Replace("/calendars/2028", "/calendars/" + part, StringComparison.Ordinal).Replace("/calendars/2026", "/calendars/" + part, StringComparison.Ordinal)
                    .Replace("/views/burning", "/views/" + part, StringComparison.Ordinal);
                var answer = await NothingWrittenAsync(() => route.ClientOf(Open.Shop).SendAsync(new HttpMethod(route.Method), path, route.Body is null ? null : body));
                // What is made where there is none is named by whoever makes it.
                var own = route.Pattern.Contains("{code}", StringComparison.Ordinal) ? "code" : route.Pattern.Contains("{view}", StringComparison.Ordinal) ? "view" : null;
                if (own is not null && part == "null") continue;
                Assert.True(answer.Status == (own is not null ? 400 : 404) && answer.MediaType == "application/problem+json", $"{path}: {answer.Status} {answer.Body}");
                if (own is not null) answer.MustBe(400, "malformed", own);
            }
    }

    [Theory]
    [InlineData("GET /v1/check?subject=\0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/\0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/purposes HTTP/1.1\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/purposes HTTP/9.9\r\nHost: x\r\n\r\n")]
    [InlineData("POST /v1/checks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /v1/checks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef")]
    [InlineData("POST /v1/checks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("GARBAGE\r\n\r\n")]
    public async Task What_is_no_http_is_closed_with_a_4xx(string request)
    {
        var (status, _) = await RawHttp.SendAsync(Open.Service, Encoding.Latin1.GetBytes(request));
        Assert.True(status is 0 or (>= 400 and < 500) or 505, $"{status}");
    }
}
