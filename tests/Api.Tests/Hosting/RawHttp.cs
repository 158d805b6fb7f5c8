using System.Net.Sockets;

namespace Consent.Api.Tests.Hosting;

/// <summary>Bytes on a socket, for what no well-behaved client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends the whole and reads until the service closes; the status and everything after it.</summary>
    public static async Task<(int Status, string Text)> SendAsync(TestService service, byte[] request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        var address = service.Http.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port, patience.Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(request, patience.Token);
        }
        catch (IOException)
        {
            // The service has heard enough; what it answered is still to be read.
        }

        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Cut after the answer.
        }

        var text = Encoding.UTF8.GetString(answer.ToArray());
        return (text.Length > 12 && text.StartsWith("HTTP/1.", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text.Length > 12 ? text[12..] : "");
    }

    public static Task<(int Status, string Text)> SendAsync(TestService service, string method, string path, byte[] body, params string[] headers) => SendAsync(
        service,
        [.. Encoding.Latin1.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n"), .. body]);
}
