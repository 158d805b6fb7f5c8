using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Consent.Bench.Load;

/// <summary>One keep-alive HTTP/1.1 connection over a raw socket: no headers are kept, no object is made per request.</summary>
internal sealed class HttpConnection(Socket socket) : IDisposable
{
    private const int LargestAnswer = 256 * 1024;

    private readonly byte[] _request = new byte[64 * 1024];
    private readonly byte[] _received = new byte[LargestAnswer];
    private readonly byte[] _body = new byte[LargestAnswer];

    /// <summary>The client shares two cores with the server: answers are handled where the socket's event is read, without a hop to another thread.</summary>
    public static void ChooseCheapSockets()
    {
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");
    }

    public static async Task<HttpConnection> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new HttpConnection(socket);
    }

    /// <summary>Sends one request, waits for the whole answer and checks it.</summary>
    public async ValueTask AskAsync(Workload workload, long sequence)
    {
        var length = workload.Write(sequence, _request);
        await socket.SendAsync(_request.AsMemory(0, length));
        var received = 0;
        while (true)
        {
            var count = await socket.ReceiveAsync(_received.AsMemory(received));
            if (count == 0) throw new WrongAnswerException("The server closed the connection in the middle of an answer.");
            received += count;
            if (!TryRead(received, out var status, out var body)) continue;
            workload.Verify(sequence, status, _body.AsSpan(0, body));
            return;
        }
    }

    public void Dispose() => socket.Dispose();

    // False until the whole answer is there. Both ways HTTP/1.1 has to say where a body ends.
    private bool TryRead(int received, out int status, out int bodyLength)
    {
        (status, bodyLength) = (0, 0);
        var answer = _received.AsSpan(0, received);
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        status = Number(answer[9..12], 'D');
        var head = answer[..end];
        var rest = answer[(end + 4)..];
        var named = head.IndexOf("\r\nContent-Length: "u8);
        if (named < 0) return TryReadChunks(rest, out bodyLength);
        bodyLength = Number(head[(named + 18)..], 'D');
        if (rest.Length < bodyLength) return false;
        rest[..bodyLength].CopyTo(_body);
        return true;
    }

    private bool TryReadChunks(ReadOnlySpan<byte> rest, out int bodyLength)
    {
        bodyLength = 0;
        while (true)
        {
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0) return false;
            var size = Number(rest[..line], 'x');
            rest = rest[(line + 2)..];
            if (rest.Length < size + 2) return false;
            if (size == 0) return true;
            rest[..size].CopyTo(_body.AsSpan(bodyLength));
            bodyLength += size;
            rest = rest[(size + 2)..];
        }
    }

    private static int Number(ReadOnlySpan<byte> text, char format) =>
        Utf8Parser.TryParse(text, out int number, out _, format) ? number : throw new WrongAnswerException("The answer is not HTTP/1.1.");
}
