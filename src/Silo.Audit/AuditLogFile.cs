using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Audit.Core;

namespace Consent.Silo.Audit;

/// <summary>Lines of JSON in a file a day and a machine. A record is kept when it is on the disk: those that arrive together are flushed together.</summary>
public sealed class AuditLogFile : AuditDataProvider, IAsyncDisposable
{
    private const int MaxBatch = 1000;
    private const int MaxWriters = 100;

    private readonly string _folder;
    private readonly string _writer;
    private readonly FileStream _lock;
    private readonly Func<DateOnly> _today;
    private readonly Channel<Record> _waiting = Channel.CreateUnbounded<Record>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;
    private (DateOnly Day, FileStream Stream)? _open;

    private sealed record Record(byte[] Line, TaskCompletionSource<object> Kept);

    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public AuditLogFile(string folder, TimeProvider clock)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        (_writer, _lock) = TakeName(_folder);
        _today = () => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        Open();
        _writing = Task.Run(WriteAsync);
    }

    public override object InsertEvent(AuditEvent auditEvent) => InsertEventAsync(auditEvent).GetAwaiter().GetResult();

    public override Task<object> InsertEventAsync(AuditEvent auditEvent, CancellationToken cancellationToken = default)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes((ConsentAuditEvent)auditEvent, AuditJson.Default.ConsentAuditEvent);
        var record = new Record([.. line, (byte)'\n'], new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _waiting.Writer.TryWrite(record) ? record.Kept.Task : Task.FromException<object>(new IOException("The audit is closed."));
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        Close();
        await _lock.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Record>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var record)) batch.Add(record);
            try
            {
                var stream = Open();
                foreach (var record in batch) stream.Write(record.Line);
                stream.Flush(flushToDisk: true);
                batch.ForEach(record => record.Kept.SetResult(stream.Name));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // What is half written stays; the next to be written begins a line of its own.
                Close();
                batch.ForEach(record => record.Kept.SetException(failure));
            }

            batch.Clear();
        }
    }

    private FileStream Open()
    {
        var day = _today();
        if (_open is { } open && open.Day == day && File.Exists(open.Stream.Name)) return open.Stream;
        Close();
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"audit-{day:yyyy-MM-dd}-{_writer}.jsonl"));
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(0, SeekOrigin.End);
        // The last line may have been broken off.
        if (stream.Length > 0) stream.WriteByte((byte)'\n');
        _open = (day, stream);
        return stream;
    }

    // A second silo of this machine on the same folder writes beside the first: the lock says which names are taken.
    private static (string Writer, FileStream Lock) TakeName(string folder)
    {
        for (var number = 1; ; number++)
        {
            var writer = number == 1 ? Environment.MachineName : string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{number}");
            try
            {
                return (writer, new FileStream(Path.Combine(folder, $".{writer}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (number < MaxWriters && File.Exists(Path.Combine(folder, $".{writer}.lock")))
            {
                // Held by another.
            }
        }
    }

    private void Close()
    {
        try
        {
            _open?.Stream.Dispose();
        }
        catch (IOException)
        {
            // It has failed already, and who waited was told.
        }

        _open = null;
    }
}

/// <summary>How a line of the audit looks: the names of Audit.NET's own fields and ours beside them.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConsentAuditEvent))]
internal sealed partial class AuditJson : JsonSerializerContext;
