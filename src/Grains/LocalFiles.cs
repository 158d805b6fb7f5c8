using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Grains;

/// <summary>The open files of the grains that live in this silo, for checks that begin in it: the same file, without the way of a message. A grain
/// lends its file from when it was read until it lets go of it or no longer trusts it; the lease is asked of whoever answers.</summary>
public sealed class LocalFiles
{
    private readonly ConcurrentDictionary<FileKey, OpenFile<SubjectFile>> _open = new();

    /// <summary>How many are lent now.</summary>
    public int Count => _open.Count;

    /// <summary>Null where the file does not live here, or has not been read yet.</summary>
    public OpenFile<SubjectFile>? Find(FileKey key) => _open.GetValueOrDefault(key);

    internal void Lend(FileKey key, OpenFile<SubjectFile> file) => _open[key] = file;

    /// <summary>Only one's own: the next grain of that file may have lent its file already.</summary>
    internal void Withdraw(FileKey key, OpenFile<SubjectFile> file) => _open.TryRemove(new(key, file));
}
