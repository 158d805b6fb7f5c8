using System.Diagnostics;
using System.Net.Sockets;

namespace Consent.Api.Tests.Http;

/// <summary>R19. Bytes no client should send: 4xx or a closed connection, and others are answered as before.</summary>
public sealed class RawHttpTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Body = """{"checks": [{"id": "1", "subject": "c-1", "purpose": "newsletter"}]}""";

    private string Head => $"POST /v1/checks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {open.Shop.Front.Key}\r\n";

    [Fact]
    public async Task What_is_no_request_is_refused_or_cut_off_and_nobody_else_notices()
    {
        var (seed, count, statuses) = (Amount.Of("CONSENT_RAW_SEED", 19), Amount.Of("CONSENT_RAW", 1000), new Dictionary<int, int>());
        var random = new Random(seed);
        var before = open.Service.Written;
        for (var i = 0; i < count; i++)
        {
            var kind = i % Kinds;
            var (status, text) = await RawHttp.SendAsync(open.Service, Make(kind, random));
            Assert.True(status is 0 or (>= 400 and < 500) or 501 or 505, $"kind {kind}, seed {seed}, case {i}: {status} {text}");
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (i % 50 == 0) (await open.Shop.CheckAsync("c-1")).Must(200);
        }

        Assert.Equal(before, open.Service.Written);
        Amount.Report($"{count} cases, seed {seed}: {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{(pair.Key == 0 ? "cut off" : pair.Key)} {pair.Value}"))}");
    }

    /// <summary>The negative control: the same frame around what is right is answered.</summary>
    [Fact]
    public async Task The_same_bytes_without_the_fault_are_a_request()
    {
        Assert.Equal(200, (await RawHttp.SendAsync(open.Service, Bytes($"{Head}Content-Length: {Body.Length}\r\n\r\n{Body}"))).Status);
        Assert.Equal(200, (await RawHttp.SendAsync(open.Service, Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n"))).Status);
    }

    [Fact]
    public async Task Those_who_send_a_byte_at_a_time_are_cut_off_and_others_are_answered_meanwhile()
    {
        var alone = await MedianAsync();
        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        var since = Stopwatch.GetTimestamp();
        var slow = Enumerable.Range(0, 40).Select(i => DribbleAsync(i % 2 == 0 ? "GET /v1/purposes HTTP/1.1\r\nHost: x\r\nX: " : $"{Head}Content-Length: 900000\r\n\r\n", ending.Token)).ToList();
        var meanwhile = await MedianAsync();
        var cut = await Task.WhenAll(slow);
        Amount.Report($"{cut.Length} slow senders cut off within {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s; a check took {alone.TotalMilliseconds:0.0} ms alone and {meanwhile.TotalMilliseconds:0.0} ms beside them");
        Assert.All(cut, Assert.True);
        Assert.True(meanwhile < (alone * 5) + TimeSpan.FromMilliseconds(50), $"{alone} {meanwhile}");
    }

    private const int Kinds = 22;

    private byte[] Make(int kind, Random random)
    {
        var some = new string((char)random.Next('a', 'z'), random.Next(30_000, 60_000));
        return kind switch
        {
            0 => Bytes($"{Head}X: {some}\r\n\r\n"),
            1 => Bytes(Head + string.Concat(Enumerable.Range(0, random.Next(65, 300)).Select(i => $"X-{i}: 1\r\n")) + "Content-Length: 0\r\n\r\n"),
            2 => Bytes($"{Head}X {random.Next()}\r\n\r\n"),
            3 => Bytes($"{Head}X: a\0b\r\nContent-Length: 0\r\n\r\n"),
            4 => [.. Bytes("GET /v1/subjects/"), .. Garbage(random, 8), .. Bytes(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")],
            5 => Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n-{random.Next(1, 99)}\r\n{Body}\r\n0\r\n\r\n"),
            6 => Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff{random.Next(1, 9)}\r\n{Body}\r\n0\r\n\r\n"),
            7 => Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n{Body}XX0\r\n\r\n"),
            8 => Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n5;{some}\r\nabcde\r\n0\r\n\r\n"),
            9 => Bytes($"{Head}Content-Length: {Body.Length}\r\nContent-Length: {Body.Length + random.Next(1, 9)}\r\n\r\n{Body}"),
            10 => Bytes($"{Head}Transfer-Encoding: x{random.Next()}\r\n\r\n{Body}"),
            11 => Bytes($"{Head}Content-Length: {Body.Length}\r\n folded: {random.Next()}\r\n\r\n{Body}"),
            12 => Bytes($"GET /v1/purposes HTTP/1.1\r\nConnection: close\r\nX: {random.Next()}\r\n\r\n"),
            13 => Bytes($"GET /v1/purposes HTTP/1.1\r\nHost: a\r\nHost: b{random.Next()}\r\nConnection: close\r\n\r\n"),
            14 => Bytes($"G\u0001T /v1/purposes HTTP/1.1\r\nHost: x{random.Next()}\r\n\r\n"),
            15 => Bytes($"GET /v1/purposes HTTP/{random.Next(3, 9)}.{random.Next(0, 9)}\r\nHost: x\r\n\r\n"),
            16 => Bytes($"GET /v1/check?subject={some} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            17 => Garbage(random, random.Next(20, 4000)).Concat("\r\n\r\n"u8.ToArray()).ToArray(),
            18 => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Garbage(random, 200)],
            19 => [.. Bytes(Head), .. "X: "u8, .. Garbage(random, 20), .. Bytes("\r\nContent-Length: 0\r\n\r\n")],
            20 => [.. Bytes($"{Head}Content-Length: {Body.Length + 4}\r\n\r\n"), .. Bytes(Body.Replace("c-1", "", StringComparison.Ordinal)), .. Garbage(random, 7)],
            _ => [.. Bytes($"{Head}Transfer-Encoding: chunked\r\nContent-Length: {random.Next(1, 9)}\r\n\r\nzz\r\n")],
        };
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    // Never a line's end: what follows stays the header it is.
    private static byte[] Garbage(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(0x80, 0x100))];

    private async Task<TimeSpan> MedianAsync()
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 200; i++)
        {
            var since = Stopwatch.GetTimestamp();
            (await open.Shop.CheckAsync("c-1")).Must(200);
            times.Add(Stopwatch.GetElapsedTime(since));
        }

        return times.Order().ElementAt(100);
    }

    // Whether the service has closed it.
    private async Task<bool> DribbleAsync(string begin, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        var address = open.Service.Http.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Bytes(begin), cancellationToken);
            var closed = stream.ReadAsync(new byte[1], cancellationToken).AsTask();
            while (!closed.IsCompleted)
            {
                await stream.WriteAsync("a"u8.ToArray(), cancellationToken);
                await Task.WhenAny(closed, Task.Delay(200, cancellationToken));
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
