using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>A file as its writer holds it: what is appended next follows what was appended before.</summary>
public sealed class FileDraft(string operatorId, string subject)
{
    public static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_560);

    private byte[] _hash = Entry.Genesis;
    private int _said;

    public FileKey Key { get; } = new(new OperatorId(operatorId), new SubjectId(subject));

    public long Version { get; private set; }

    public List<Entry> Entries { get; } = [];

    /// <summary>The next append, with so many entries; the draft goes on as if it will be written.</summary>
    public Append Next(int entries = 1, string? command = null, RegisterRows? register = null)
    {
        var from = Version;
        var written = Enumerable.Range(0, entries).Select(_ => NextEntry()).ToArray();
        return new Append(Key, from, [.. written], register ?? RegisterRows.None, command is null ? null : new CommandRecord(command, [1, 2, 3], Key, from, Version));
    }

    /// <summary>A file as it was read.</summary>
    public static FileDraft From(FileKey key, IReadOnlyList<Entry> entries)
    {
        var draft = new FileDraft(key.Operator.Value, key.Subject.Value) { Version = entries[^1].Version, _hash = entries[^1].Hash };
        draft.Entries.AddRange(entries);
        return draft;
    }

    /// <summary>The same file in another writer's hands.</summary>
    public FileDraft Copy() => new(Key.Operator.Value, Key.Subject.Value) { Version = Version, _hash = _hash, _said = 1000 };

    private Entry NextEntry()
    {
        var said = new RequestNoted(Noon, "2026-000001", new Personal($"Объект «Ёлка» 🌲 {++_said}"), IsPublic: true);
        var entry = Entry.After(_hash, Key, Version + 1, Noon.AddTicks(10 * _said), "anna", said);
        (_hash, Version) = (entry.Hash, entry.Version);
        Entries.Add(entry);
        return entry;
    }
}
