using System.Text;
using System.Text.Json;
using Consent.Engine.Proof;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>A file that heads are only ever added to, a line of JSON each; it tells what it holds, so a database that was set back is found at once.</summary>
internal sealed class FileWitness(string path, TimeSpan every) : IWitness
{
    private readonly Dictionary<string, Checkpoint> _last = new(StringComparer.Ordinal);
    private long _length = -1;

    public string Name => "file";

    public TimeSpan Every => every;

    public async Task<Checkpoint?> LastAsync(string origin, CancellationToken cancellationToken)
    {
        try
        {
            // Read whole when somebody else has written to it, and at start.
            if (File.Exists(path) && new FileInfo(path).Length != _length)
            {
                _last.Clear();
                await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
                    if (WitnessLine.TryRead(line) is { } head) _last[head.Head.Origin] = head;
                _length = new FileInfo(path).Length;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WitnessException($"the file cannot be read: {failure.Message}", failure);
        }

        return _last.GetValueOrDefault(origin);
    }

    public async Task SendAsync(Checkpoint head, Checkpoint? last, IReadOnlyList<byte[]> path_, CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            // A line that a killed process left half written is ended first.
            await file.WriteAsync(Encoding.UTF8.GetBytes($"{(file.Position > 0 && !await EndsAsync(cancellationToken) ? "\n" : "")}{WitnessLine.Write(head)}\n"), cancellationToken);
            file.Flush(flushToDisk: true);
            _length = file.Length;
            _last[head.Head.Origin] = head;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WitnessException($"the file cannot be written: {failure.Message}", failure);
        }
    }

    private async Task<bool> EndsAsync(CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var last = new byte[1];
        file.Seek(-1, SeekOrigin.End);
        return await file.ReadAsync(last, cancellationToken) == 1 && last[0] == '\n';
    }
}

/// <summary>A head as a line of a witness's file.</summary>
internal static class WitnessLine
{
    public static string Write(Checkpoint head) => $$"""{"checkpoint":"{{JsonEncodedText.Encode(head.ToString(), Storage.ReadableJson.Encoder)}}"}""";

    public static Checkpoint? TryRead(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("checkpoint", out var note) && note.GetString() is { } text
                ? Checkpoint.TryParse(text)
                : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
