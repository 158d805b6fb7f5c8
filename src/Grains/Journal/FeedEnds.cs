using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>How far this process knows the feed of every operator. Their sum tells whoever waits that there is more, of whatever operator.</summary>
internal sealed class FeedEnds
{
    private readonly Dictionary<OperatorId, long> _ends = [];
    private readonly HashSet<OperatorId> _followed = [];
    private readonly Lock _turn = new();
    private readonly Progress _progress = new();
    private long _sum;
    private int _looking;

    public long Sum => _progress.Position;

    public Task WaitAsync(long after, CancellationToken cancellationToken) => _progress.WaitAsync(after, cancellationToken);

    /// <summary>Somebody in this process reads the operator's feed.</summary>
    public void Follow(OperatorId operatorId)
    {
        lock (_turn) _followed.Add(operatorId);
    }

    public void Reach(OperatorId operatorId, long end)
    {
        lock (_turn)
        {
            var known = _ends.GetValueOrDefault(operatorId);
            if (end <= known) return;
            _ends[operatorId] = end;
            _sum += end - known;
            _progress.Reach(_sum);
        }
    }

    /// <summary>Looks at every feed that is followed here, once for all who wait; a storage that does not answer is looked at the next time.</summary>
    public async Task LookAsync(Func<OperatorId, long, Task> look)
    {
        if (Interlocked.Exchange(ref _looking, 1) != 0) return;
        try
        {
            (OperatorId, long)[] followed;
            lock (_turn) followed = [.. _followed.Select(operatorId => (operatorId, _ends.GetValueOrDefault(operatorId)))];
            foreach (var (operatorId, known) in followed) await look(operatorId, known);
        }
        catch (StorageUnavailableException)
        {
            // Readers and writers report it; here it is only waited for.
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }
}
