using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Sqlite;

namespace Consent.Faults.Tests;

/// <summary>A copy of the database as it lies on the disk, log included, opened with the service's own storage.</summary>
internal sealed class DataCopy : IAsyncDisposable
{
    public const string FileName = "consent.db";

    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;

    public DataCopy(string data)
    {
        foreach (var name in (string[])[FileName, FileName + "-wal"])
            if (File.Exists(Path.Combine(data, name))) File.Copy(Path.Combine(data, name), _folder.In(name));
        _database = SqliteDatabase.Open(_folder.In(FileName));
        _journal = new SqliteJournal(_database, TimeProvider.System);
        Register = new SqliteRegister(_database);
    }

    public IJournal Journal => _journal;

    public IRegister Register { get; }

    public async Task<IReadOnlyList<Entry>> FeedAsync(OperatorId operatorId, long after) =>
        await Journal.ReadFeedAsync(operatorId, after, int.MaxValue, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }
}
