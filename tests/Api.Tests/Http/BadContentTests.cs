using System.Net.Http.Headers;

namespace Consent.Api.Tests.Http;

/// <summary>Whole bodies that are not what they should be: 4xx, nothing written, never our own fault.</summary>
public sealed class BadContentTests(OpenShop open) : BadRequests(open), IClassFixture<OpenShop>
{
    private const int Megabyte = 1024 * 1024;

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
            if (route.MayBeEmpty && (Encoding.UTF8.GetString(body) is "" or "null" or "{}")) continue;
            var answer = await NothingWrittenAsync(() => route.ClientOf(Open.Shop).SendAsync(new HttpMethod(route.Method), path, ApiClient.Json(body)));
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
                var answer = await NothingWrittenAsync(() => route.ClientOf(Open.Shop).SendAsync(new HttpMethod(route.Method), path, ApiClient.Json(body)));
                Assert.True(answer is { Status: 400, MediaType: "application/problem+json" } && answer.Errors.Count > 0, $"{name}, at {quotes[i]}, {Convert.ToHexString(garbage)}: {answer.Status} {answer.Body}");
            }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Ten_megabytes_are_refused(string name)
    {
        var (route, path, valid) = await PrepareAsync(name);
        var body = Encoding.UTF8.GetBytes(valid.PadRight(10 * Megabyte));
        var before = Open.Service.Written;
        var (status, rest) = await RawHttp.SendAsync(Open.Service, route.Method, path, body, "Authorization: Bearer " + route.ClientOf(Open.Shop).Key, "Content-Type: application/json");
        Assert.True(status == 413, $"{name}: {status}{rest}");
        Assert.Contains("/problems/too-large", rest, StringComparison.Ordinal);

        // The same in pieces, without a length told beforehand.
        byte[] chunked =
        [
            .. Encoding.ASCII.GetBytes($"{route.Method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {route.ClientOf(Open.Shop).Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"),
            .. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8,
        ];
        (status, rest) = await RawHttp.SendAsync(Open.Service, chunked);
        Assert.True(status == 413, $"{name}, chunked: {status}{rest}");
        Assert.Equal(before, Open.Service.Written);
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
            var answer = await NothingWrittenAsync(() => route.ClientOf(Open.Shop).SendAsync(new HttpMethod(route.Method), path, content));
            Assert.True(answer is { Status: 415, MediaType: "application/problem+json" }, $"{name}, {type}: {answer.Status} {answer.Body}");
        }

        foreach (var type in (string[])["application/json; charset=nonsense", "application/json; charset=utf-7"])
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(valid)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            var answer = await NothingWrittenAsync(() => route.ClientOf(Open.Shop).SendAsync(new HttpMethod(route.Method), path, content));
            Assert.True(answer is { Status: 400 or 415, MediaType: "application/problem+json" }, $"{name}, {type}: {answer.Status} {answer.Body}");
        }
    }
}
