using System.Text;

namespace Consent.Bench.Load;

/// <summary>Bytes of requests; the service and the bare server get the same ones but for the path.</summary>
internal static class Requests
{
    public static byte[] Get(string path, string key) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n\r\n");

    public static byte[] Post(string path, string key, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static int CopyTo(this byte[] request, Span<byte> buffer)
    {
        request.AsSpan().CopyTo(buffer);
        return request.Length;
    }
}
