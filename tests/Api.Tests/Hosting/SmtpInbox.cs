using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Consent.Api.Tests.Hosting;

/// <summary>A letter as it came: the envelope, the headers, the text.</summary>
internal sealed record Mail(string To, string Raw)
{
    public string? Header(string name) => Regex.Match(Raw, $"^{name}: ([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)", RegexOptions.Multiline | RegexOptions.IgnoreCase) is { Success: true } found ? found.Groups[1].Value.Trim() : null;

    public string Subject => Encoding.UTF8.GetString([.. Regex.Matches(Header("Subject") ?? "", @"=\?utf-8\?B\?([^?]*)\?=").SelectMany(word => Convert.FromBase64String(word.Groups[1].Value))]);

    public string Text
    {
        get
        {
            var body = Raw[(Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            return Header("Content-Transfer-Encoding") == "base64" ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal))) : body;
        }
    }
}

/// <summary>An SMTP server on a loopback port that takes every letter, or the first so many of them not.</summary>
internal sealed class SmtpInbox : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Mail> _letters = new();
    private int _refusals;

    public SmtpInbox()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Count => _letters.Count;

    /// <summary>How many letters the server does not take before it takes one.</summary>
    public void Refuse(int letters) => _refusals = letters;

    public async Task<Mail> NextAsync()
    {
        for (var i = 0; i < 200; i++)
        {
            if (_letters.TryDequeue(out var letter)) return letter;
            await Task.Delay(50);
        }

        throw new TimeoutException("No letter came.");
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 inbox");
        var to = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "RCPT") to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
            if (verb == "RCPT" && Interlocked.Decrement(ref _refusals) >= 0)
            {
                await writer.WriteLineAsync("451 later");
                continue;
            }

            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync() is { } body && body != ".") text.Append(body.StartsWith("..", StringComparison.Ordinal) ? body[1..] : body).Append("\r\n");
                _letters.Enqueue(new Mail(to, text.ToString()));
            }

            await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 ok");
            if (verb == "QUIT") return;
        }
    }
}
