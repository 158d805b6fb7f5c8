using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>A file as of one of its versions, with the entries it is the fold of: what views are made from.</summary>
public sealed record FileView(FileKey Key, SubjectFile File, IReadOnlyList<Entry> Entries)
{
    /// <summary>The same with its personal data opened: for whoever may show it.</summary>
    /// <exception cref="StorageUnavailableException">The keys are not at hand.</exception>
    /// <exception cref="JournalDamagedException">A sealed value was changed, or stood somewhere else.</exception>
    public async Task<FileView> OpenAsync(Sealing sealing, CancellationToken cancellationToken) =>
        this with { Entries = await sealing.OpenAsync(Key, Entries, cancellationToken) };
}

/// <summary>Reads whole files for people to look at; the check goes through <see cref="IEngine"/>.</summary>
public sealed class FileReader(IJournal journal)
{
    /// <summary>The file as last written, or as it was at a version of its own.</summary>
    /// <exception cref="JournalDamagedException">The file cannot be trusted: nothing is shown of it.</exception>
    public async Task<FileView> ReadAsync(FileKey key, long? version, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadAsync(key, cancellationToken);
        if (version < entries.Count) entries = [.. entries.Take((int)version)];
        return new FileView(key, entries.Aggregate(SubjectFile.Empty, (file, entry) => file.Evolve(entry.Event)), entries);
    }

    /// <summary>The file as it was in effect at an instant, by what is known of it now.</summary>
    /// <exception cref="JournalDamagedException">The file cannot be trusted: nothing is answered from it.</exception>
    public async Task<SubjectFile> AsOfAsync(FileKey key, DateTimeOffset at, CancellationToken cancellationToken) =>
        SubjectFile.AsOf((await journal.ReadAsync(key, cancellationToken)).Select(entry => entry.Event), at);
}
