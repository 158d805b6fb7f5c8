using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>Notes when keys were last used: many keys in one entry, each at most once an hour.</summary>
public sealed class KeyUses(IJournal journal)
{
    /// <exception cref="StorageUnavailableException">It is not noted; the next time will do.</exception>
    public async Task NoteAsync(OperatorId operatorId, IEnumerable<KeyUse> uses, DateTimeOffset now)
    {
        foreach (var month in uses.GroupBy(use => new DateOnly(use.At.UtcDateTime.Year, use.At.UtcDateTime.Month, 1)))
            await new ReservedFile(AccessFiles.KeysOf(operatorId, month.Key), journal, null).AppendAsync([("access", new KeysUsed(now, [.. month]))], now);
    }
}
