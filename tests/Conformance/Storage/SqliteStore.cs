using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Proof;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Conformance.Storage;

/// <summary>A SQLite file in a folder of its own.</summary>
public sealed class SqliteStore : SqlStore
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-sqlite-");
    private readonly TimeProvider _clock;
    private readonly int? _few;
    private SqliteDatabase _database = null!;
    private SqliteJournal _journal = null!;
    private SqliteRegister _register = null!;

    /// <param name="few">What fewer letters have leads to them in the register.</param>
    public SqliteStore(TimeProvider clock, int? few = null)
    {
        (_clock, _few) = (clock, few);
        Open();
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "consent.db");

    public override IJournal Journal => _journal;

    public override IRegister Register => _register;

    public override IProofStore Proofs => new SqliteProofStore(_database);

    public override IAttachmentStore Attachments => new SqliteAttachments(_database);

    public void Open()
    {
        _database = SqliteDatabase.Open(Path);
        _journal = new SqliteJournal(_database, _clock);
        _register = _few is { } few ? new SqliteRegister(_database, few) : new SqliteRegister(_database);
    }

    public async Task CloseAsync()
    {
        await _journal.DisposeAsync();
        _database.Dispose();
    }

    public override async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    public override Task TamperAsync(FileKey file, Tampering how)
    {
        Execute(TamperingSql.Of(how, file));
        return Task.CompletedTask;
    }

    public override void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Delete(recursive: true);
    }
}
