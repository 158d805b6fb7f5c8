using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance;

/// <summary>A real journal with a place to wait or to fail just before and just after an append, and just after a reading.</summary>
/// <param name="hooks">Of another process that runs the same hooks.</param>
public sealed class HookedJournal(IJournal inner, JournalHooks? hooks = null) : IJournal
{
    public JournalHooks Hooks { get; } = hooks ?? new JournalHooks();

    public Func<Append, Task>? Before { get => Hooks.Before; set => Hooks.Before = value; }

    public Func<Append, Task>? After { get => Hooks.After; set => Hooks.After = value; }

    public Func<FileKey, Task>? AfterRead { get => Hooks.AfterRead; set => Hooks.AfterRead = value; }

    public async ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken)
    {
        var entries = await inner.ReadAsync(file, cancellationToken);
        if (AfterRead is { } after) await after(file);
        return entries;
    }

    public async Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken)
    {
        if (Before is { } before) await before(append);
        var result = await inner.TryAppendAsync(append, cancellationToken);
        if (After is { } after) await after(append);
        return result;
    }

    public ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(operatorId, key, cancellationToken);

    public ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken) =>
        inner.CatalogueVersionsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadFeedAsync(operatorId, after, limit, cancellationToken);

    public long Position => inner.Position;

    public Task WaitForMoreAsync(long after, CancellationToken cancellationToken) => inner.WaitForMoreAsync(after, cancellationToken);
}

/// <summary>What is run around appends and readings.</summary>
public sealed class JournalHooks
{
    public Func<Append, Task>? Before { get; set; }

    public Func<Append, Task>? After { get; set; }

    public Func<FileKey, Task>? AfterRead { get; set; }
}
