using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>Says «written» at once and writes a little later, in order; who reads the file waits for it.</summary>
internal sealed class EarlyJournal(IJournal inner) : JournalAround(inner)
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentDictionary<FileKey, Task> _late = new();

    public override async ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken)
    {
        if (_late.TryGetValue(file, out var late)) await late;
        return await Inner.ReadAsync(file, cancellationToken);
    }

    public override Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken)
    {
        _late.AddOrUpdate(append.File, _ => WriteAsync(Task.CompletedTask, append), (_, before) => WriteAsync(before, append));
        return Task.FromResult(AppendResult.Written);
    }

    private async Task WriteAsync(Task before, Append append)
    {
        await before;
        await Task.Delay(Later);
        await Inner.TryAppendAsync(append, CancellationToken.None);
    }
}
