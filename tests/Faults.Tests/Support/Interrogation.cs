using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Sqlite;

namespace Consent.Faults.Tests;

/// <summary>How a database answered: nothing but the truth, an error somewhere, or something it must never answer.</summary>
internal sealed record Verdict(bool IsError, string? Wrong)
{
    public bool IsTrue => !IsError && Wrong is null;
}

/// <summary>Asks everything of a database whose every answer is known.</summary>
internal sealed class Interrogation
{
    private readonly Dictionary<(SubjectId, PurposeCode), CheckAnswer> _checks = [];
    private readonly Dictionary<FileKey, byte[]> _files = [];
    private readonly Func<IJournal, IJournal> _around;

    private Interrogation(Func<IJournal, IJournal> around) => _around = around;

    /// <summary>Learns the true answers.</summary>
    /// <param name="around">Takes a defence away from the journal; later questions go through it, and only the check is asked.</param>
    public static async Task<Interrogation> OfAsync(string path, Func<IJournal, IJournal>? around = null)
    {
        var asked = new Interrogation(around ?? (journal => journal));
        using var database = SqliteDatabase.Open(path);
        await using var journal = new SqliteJournal(database, TimeProvider.System);
        var (engine, _) = await SmallDatabase.OpenAsync(journal, new SqliteRegister(database));
        foreach (var (subject, purpose) in Questions)
            asked._checks[(subject, purpose)] = await engine.CheckAsync(new FileKey(SmallDatabase.Shop, subject), purpose, SmallDatabase.Now, CancellationToken.None);
        if (around is not null) return asked;
        foreach (var operatorId in (OperatorId[])[OperatorId.Installation, SmallDatabase.Shop])
            foreach (var entry in await journal.ReadFeedAsync(operatorId, 0, int.MaxValue, CancellationToken.None)) asked._files[entry.File] = entry.Hash;
        return asked;
    }

    public IEnumerable<bool> Allowed => _checks.Values.Select(answer => answer.Allowed);

    /// <summary>A refused start is an answer too: an error.</summary>
    public async Task<Verdict> AskAsync(string path)
    {
        var verdict = new Verdict(false, null);
        try
        {
            using var database = SqliteDatabase.Open(path);
            await using var journal = new SqliteJournal(database, TimeProvider.System);
            var register = new SqliteRegister(database);
            var (engine, _) = await SmallDatabase.OpenAsync(_around(journal), register, journal);
            foreach (var (subject, purpose) in Questions)
                verdict = await AskAsync(verdict, $"{subject} {purpose}", _checks[(subject, purpose)], async () =>
                    await engine.CheckAsync(new FileKey(SmallDatabase.Shop, subject), purpose, SmallDatabase.Now, CancellationToken.None));
            foreach (var (file, hash) in _files)
                verdict = await AskAsync(verdict, file.ToString(), Convert.ToHexString(hash), async () =>
                    await _around(journal).ReadAsync(file, CancellationToken.None) is [.., var last] ? Convert.ToHexString(last.Hash) : "nothing");
            return await AskAsync(verdict, "register", true, async () =>
            {
                // What the register says is not hashed; it must answer or say that it cannot.
                await register.NumbersAsync(SmallDatabase.Shop, SmallDatabase.Now.Year, CancellationToken.None);
                await register.FindRequestAsync(SmallDatabase.Shop, "2026-000001", CancellationToken.None);
                await register.DueAsync(DateTimeOffset.MaxValue, null, 100, null, CancellationToken.None);
                await journal.FindCommandAsync(SmallDatabase.Shop, "anna.0", CancellationToken.None);
                return true;
            });
        }
        catch (Exception failure)
        {
            return IsClear(failure) ? verdict with { IsError = true } : verdict with { Wrong = $"start: {failure}" };
        }
    }

    private static IEnumerable<(SubjectId Subject, PurposeCode Purpose)> Questions =>
        from subject in SmallDatabase.Subjects from purpose in SmallDatabase.Purposes select (subject, purpose);

    private static async Task<Verdict> AskAsync<T>(Verdict before, string what, T truth, Func<Task<T>> ask)
    {
        try
        {
            var answer = await ask();
            return Equals(answer, truth) ? before : before with { Wrong = $"{what}: {answer} instead of {truth}" };
        }
        catch (Exception failure)
        {
            return IsClear(failure) ? before with { IsError = true } : before with { Wrong = $"{what}: {failure}" };
        }
    }

    private static bool IsClear(Exception failure) => failure is JournalDamagedException or DatabaseRefusedException or StorageUnavailableException;
}

/// <summary>The journal without its chain: entries as they lie, no hash looked at.</summary>
internal sealed class UnchainedJournal(IJournal inner) : IJournal
{
    public long Position => inner.Position;

    public async ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken) =>
        [.. (await inner.ReadFeedAsync(file.Operator, 0, int.MaxValue, cancellationToken)).Where(entry => entry.File == file)];

    public Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) => inner.TryAppendAsync(append, cancellationToken);

    public ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(operatorId, key, cancellationToken);

    public ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken) =>
        inner.CatalogueVersionsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadFeedAsync(operatorId, after, limit, cancellationToken);

    public Task WaitForMoreAsync(long after, CancellationToken cancellationToken) => inner.WaitForMoreAsync(after, cancellationToken);
}
