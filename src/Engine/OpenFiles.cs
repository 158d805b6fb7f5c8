using System.Collections.Concurrent;
using Consent.Domain;

namespace Consent.Engine;

/// <summary>A bounded cache of open subject files. What has not been asked since the hand last passed goes first (CLOCK).</summary>
internal sealed class OpenFiles(int capacity)
{
    private readonly ConcurrentDictionary<FileKey, Slot> _slots = new();
    private readonly ConcurrentQueue<FileKey> _hand = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>How many places the hand goes round.</summary>
    public int Places => _hand.Count;

    public OpenFile<SubjectFile>? Find(FileKey key)
    {
        if (!_slots.TryGetValue(key, out var slot)) return null;
        if (slot.File is not null && !slot.Asked) slot.Asked = true;
        return slot.File;
    }

    /// <summary>Keeps a file; the caller holds the file's turn.</summary>
    public void Keep(FileKey key, OpenFile<SubjectFile> file)
    {
        if (_slots.TryGetValue(key, out var dropped))
        {
            dropped.File = file;
            return;
        }

        _slots[key] = new Slot { File = file };
        _hand.Enqueue(key);
        if (Interlocked.Increment(ref _count) > capacity) Evict();
    }

    /// <summary>What is held may no longer be what is written: the next who asks reads it again. The caller holds the file's turn.</summary>
    public void Drop(FileKey key)
    {
        // The place stays, so that the hand meets it once however often the file is dropped and kept again.
        if (_slots.TryGetValue(key, out var slot)) slot.File = null;
    }

    private void Evict()
    {
        while (Count > capacity && _hand.TryDequeue(out var key))
        {
            if (!_slots.TryGetValue(key, out var slot)) continue;
            if (slot.Asked)
            {
                slot.Asked = false;
                _hand.Enqueue(key);
            }
            else if (_slots.TryRemove(key, out _))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private sealed class Slot
    {
        public OpenFile<SubjectFile>? File { get; set; }

        public bool Asked { get; set; }
    }
}
