using System.Net.Http.Headers;

namespace Consent.Api.Tests.Http;

/// <summary>Whole bodies, headers, addresses and queries that are not what they should be: 4xx, nothing written, never our own fault.</summary>
public sealed class BadRequestsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string> Writing => [.. Route.All.Where(route => route.Body is not null).Select(route => route.ToString())];

    public static TheoryData<string> Everything => [.. Route.All.Select(route => route.ToString())];

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task A_body_that_is_none_is_refused(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        var bytes = Encoding.UTF8.GetBytes(valid);
        byte[][] bodies =
        [
            [], "null"u8.ToArray(), "[]"u8.ToArray(), "[1]"u8.ToArray(), "5"u8.ToArray(), "\"x\""u8.ToArray(), "true"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "{}"u8.ToArray(), "{}{}"u8.ToArray(), "{\"a\""u8.ToArray(),
            "\0"u8.ToArray(), "not json"u8.ToArray(), "{'subject': 'x'}"u8.ToArray(), "{\"subject\": NaN}"u8.ToArray(), [0xff, 0xfe, 0x00, 0x00], [.. bytes, .. " x"u8], bytes[..^1], bytes[..(bytes.Length / 2)],
            [.. "["u8, .. bytes, .. "]"u8], Encoding.Unicode.GetBytes(valid), Encoding.UTF8.GetBytes(new string('[', 100_000)), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))),
            Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}"), Encoding.UTF8.GetBytes($"{{\"{new string('a', 10_000)}\": 1}}"), Encoding.UTF8.GetBytes("{\"a\": 1" + new string('0', 10_000) + "}"),
            Encoding.UTF8.GetBytes("// comment\n" + valid), Encoding.UTF8.GetBytes(valid[..^1] + ",}"),
        ];
        foreach (var body in bodies)
        {
            var answer = await NothingWrittenAsync(() => route.ClientOf(open.Shop).SendAsync(new HttpMethod(route.Method), path, ApiClient.Json(body)));
            var shown = $"{name}: {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 80)))}\n{answer.Status} {answer.Body}";
            Assert.True(answer is { Status: 400, MediaType: "application/problem+json" }, shown);
            Assert.True(answer.Errors.Count > 0, shown);
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Bytes_that_are_no_utf8_are_refused_wherever_they_stand(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        var bytes = Encoding.UTF8.GetBytes(valid);
        var quotes = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '"').ToList();
        for (var i = 0; i < quotes.Count; i += 2)
            foreach (var garbage in (byte[][])[[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf5, 0x80, 0x80, 0x80]])
            {
                byte[] body = [.. bytes[..(quotes[i] + 1)], .. garbage, .. bytes[(quotes[i] + 1)..]];
                var answer = await NothingWrittenAsync(() => route.ClientOf(open.Shop).SendAsync(new HttpMethod(route.Method), path, ApiClient.Json(body)));
                Assert.True(answer is { Status: 400, MediaType: "application/problem+json" } && answer.Errors.Count > 0, $"{name}, at {quotes[i]}, {Convert.ToHexString(garbage)}: {answer.Status} {answer.Body}");
            }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Ten_megabytes_are_refused(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        var body = Encoding.UTF8.GetBytes(valid.PadRight(10 * Megabyte));
        var before = open.Service.Journal.Position;
        var (status, rest) = await RawHttp.SendAsync(open.Service, route.Method, path, body, "Authorization: Bearer " + route.ClientOf(open.Shop).Key, "Content-Type: application/json");
        Assert.True(status == 413, $"{name}: {status}{rest}");
        Assert.Contains("/problems/too-large", rest, StringComparison.Ordinal);

        // The same in pieces, without a length told beforehand.
        byte[] chunked =
        [
            .. Encoding.ASCII.GetBytes($"{route.Method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {route.ClientOf(open.Shop).Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"),
            .. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8,
        ];
        (status, rest) = await RawHttp.SendAsync(open.Service, chunked);
        Assert.True(status == 413, $"{name}, chunked: {status}{rest}");
        Assert.Equal(before, open.Service.Journal.Position);
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Another_type_of_content_is_refused(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        foreach (var type in (string?[])[null, "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "garbage", "*/*"])
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(valid));
            if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
            var answer = await NothingWrittenAsync(() => route.ClientOf(open.Shop).SendAsync(new HttpMethod(route.Method), path, content));
            Assert.True(answer is { Status: 415, MediaType: "application/problem+json" }, $"{name}, {type}: {answer.Status} {answer.Body}");
        }

        foreach (var type in (string[])["application/json; charset=nonsense", "application/json; charset=utf-7"])
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(valid)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            var answer = await NothingWrittenAsync(() => route.ClientOf(open.Shop).SendAsync(new HttpMethod(route.Method), path, content));
            Assert.True(answer is { Status: 400 or 415, MediaType: "application/problem+json" }, $"{name}, {type}: {answer.Status} {answer.Body}");
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task An_idempotency_key_that_cannot_be_one_is_refused(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        if (!route.IsPost || route.Pattern == "/v1/checks") return;
        var before = open.Service.Journal.Position;
        foreach (var header in (string[][])[[new string('k', 256)], ["a b"], [""], ["\u00c3\u00a9"], ["a\tb"], ["one", "two"], ["one", "one"]])
        {
            string[] headers = ["Authorization: Bearer " + route.ClientOf(open.Shop).Key, "Content-Type: application/json", .. header.Select(key => "Idempotency-Key: " + key)];
            var (status, rest) = await RawHttp.SendAsync(open.Service, "POST", path, Encoding.UTF8.GetBytes(valid), headers);
            Assert.True(status == 400 && rest.Contains("\"Idempotency-Key\"", StringComparison.Ordinal), $"{name}, {string.Join('|', header)}: {status}{rest}");
        }

        Assert.Equal(before, open.Service.Journal.Position);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_credential_that_cannot_be_one_is_no_credential(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        var key = route.ClientOf(open.Shop).Key;
        var before = open.Service.Journal.Position;
        string[][] credentials =
        [
            [], [""], ["Bearer"], ["Bearer "], ["Bearer  " + key], [key!], ["Basic " + key], ["Bearer " + key + "x"], ["Bearer " + key![..^1]], ["Bearer " + key.ToUpperInvariant()],
            ["Bearer " + new string('k', 5000)], ["Bearer ck_" + new string('k', 12) + "_"], ["Bearer ck_"], ["Bearer \u00c3\u00a9"], ["Bearer " + key, "Bearer " + key], ["Bearer x", "Bearer " + key], ["Bearer bootstrap"],
        ];
        foreach (var credential in credentials)
        {
            string[] headers = ["Content-Type: application/json", .. credential.Select(value => "Authorization: " + value)];
            var (status, rest) = await RawHttp.SendAsync(open.Service, route.Method, path, Encoding.UTF8.GetBytes(valid), headers);
            Assert.True(status == 401 && rest.Contains("/problems/no-credential", StringComparison.Ordinal), $"{name}, {string.Join('|', credential)}: {status}{rest}");
        }

        Assert.Equal(before, open.Service.Journal.Position);
    }

    [Fact]
    public async Task Every_query_parameter_refuses_what_it_cannot_hold()
    {
        var document = (await open.Service.Anonymous.GetAsync("/openapi/v1.json")).Must(200).Json;
        var cases = 0;
        foreach (var route in Route.All)
        {
            var operation = document["paths"]![route.Pattern]![route.Method.ToLowerInvariant()]!;
            var names = (operation["parameters"]?.AsArray() ?? []).Where(p => p!["in"]!.ToString() == "query").Select(p => p!["name"]!.ToString()).ToList();
            var target = await Target.MakeAsync(open.Shop);
            foreach (var name in names)
                foreach (var value in (string[])["", "%00", "%07", "%ff", "%ed%a0%80", "%", "%zz", "a%0d%0ab", "%F0%9F%92%A9", "../..", "-1", "1e400", "99999999999999999999", "null", "[]", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00%2B14:00", new string('a', 5000)])
                {
                    cases++;
                    var rest = route.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal));
                    var path = $"{route.PathOf(open.Shop, target).Split('?')[0]}?{string.Join('&', [.. rest, $"{name}={value}"])}";
                    var answer = await route.CallAsync(route.ClientOf(open.Shop), path, null);
                    Assert.True(answer.Status is 200 or 400, $"{path}: {answer.Status} {answer.Body}");
                    if (answer.Status == 400) answer.MustBe(400, "malformed", name);
                    else Assert.True(name is "q" or "reason" || (name is "subject" or "purpose" && value.Length is > 0 and < 64 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':')), $"{path}: accepted");
                }

            foreach (var name in (string[])["colour", "Subject", "%00"])
            {
                var path = route.PathOf(open.Shop, target);
                var answer = await NothingWrittenAsync(() => route.CallAsync(route.ClientOf(open.Shop), $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}=1", route.Body?.Invoke(target, Route.NewWord())));
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
                var path = route.PathOf(part, part, part, part).Replace("/purposes/profile", "/purposes/" + part, StringComparison.Ordinal);
                var answer = await NothingWrittenAsync(() => route.ClientOf(open.Shop).SendAsync(new HttpMethod(route.Method), path, route.Body is null ? null : body));
                var isCode = route.Pattern.Contains("{code}", StringComparison.Ordinal);
                if (isCode && part == "null") continue;
                Assert.True(answer.Status == (isCode ? 400 : 404) && answer.MediaType == "application/problem+json", $"{path}: {answer.Status} {answer.Body}");
                if (isCode) answer.MustBe(400, "malformed", "code");
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
        var (status, _) = await RawHttp.SendAsync(open.Service, Encoding.Latin1.GetBytes(request));
        Assert.True(status is 0 or (>= 400 and < 500) or 505, $"{status}");
    }

    [Fact]
    public async Task A_header_or_an_address_beyond_measure_is_refused()
    {
        Assert.Equal(431, (await RawHttp.SendAsync(open.Service, "GET", "/v1/purposes", [], "X: " + new string('x', 40_000))).Status);
        Assert.Equal(414, (await RawHttp.SendAsync(open.Service, "GET", "/v1/check?subject=" + new string('x', 10_000), [])).Status);
    }

    private async Task<(Route Route, string Path, string Body)> PrepareAsync(string name)
    {
        var route = Route.All.Single(row => row.ToString() == name);
        var target = await Target.MakeAsync(open.Shop);
        return (route, route.PathOf(open.Shop, target), route.Body?.Invoke(target, Route.NewWord()) ?? "");
    }

    private async Task<Answer> NothingWrittenAsync(Func<Task<Answer>> call)
    {
        var before = open.Service.Journal.Position;
        var answer = await call();
        if (answer.Status >= 400) Assert.True(open.Service.Journal.Position == before, $"{answer.Call}: something was written");
        return answer;
    }
}
