using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Conformance;

/// <summary>A data folder with a real database and one described operator: all that an engine stands on.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly string _folder;
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _sqlite;

    private Installation(string folder, ManualClock clock)
    {
        _folder = folder;
        Clock = clock;
        _database = SqliteDatabase.Open(PathIn(folder));
        _sqlite = new SqliteJournal(_database, clock);
        Journal = new HookedJournal(_sqlite);
        Register = new SqliteRegister(_database);
        Catalogues = new Catalogues(Journal, clock);
    }

    public ManualClock Clock { get; }

    public HookedJournal Journal { get; }

    public IRegister Register { get; }

    public Catalogues Catalogues { get; }

    public static async Task<Installation> NewAsync()
    {
        var installation = new Installation(Directory.CreateTempSubdirectory("consent-").FullName, new ManualClock(Demo.Start));
        await installation.Catalogues.LoadAsync(CancellationToken.None);
        foreach (var (operatorId, command) in Demo.Catalogue)
            Assert.IsType<Outcome.Done>(await installation.Catalogues.ExecuteAsync(operatorId, new Envelope("test", command), CancellationToken.None));
        return installation;
    }

    /// <summary>The service is stopped and started again on the same data.</summary>
    public async Task<Installation> ReopenAsync()
    {
        await CloseAsync();
        var again = new Installation(_folder, Clock);
        await again.Catalogues.LoadAsync(CancellationToken.None);
        return again;
    }

    /// <summary>What is written of a file, read past every engine.</summary>
    public async Task<IReadOnlyList<FileEvent>> EventsAsync(FileKey file) =>
        [.. (await _sqlite.ReadAsync(file, CancellationToken.None)).Select(entry => entry.Event)];

    /// <summary>Somebody with a database tool changes the first entry of a file.</summary>
    public void Damage(FileKey file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = PathIn(_folder), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE entries SET actor = 'nobody' WHERE operator = $operator AND subject = $subject AND version = 1";
        command.Parameters.AddWithValue("$operator", file.Operator.Value);
        command.Parameters.AddWithValue("$subject", file.Subject.Value);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    /// <summary>The register as it was before it knew of demands and obligations.</summary>
    public void Unlist()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = PathIn(_folder), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM demands; DELETE FROM obligations; UPDATE requests SET listed = 0, assigned_to = NULL";
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task CloseAsync()
    {
        await _sqlite.DisposeAsync();
        _database.Dispose();
    }

    private static string PathIn(string folder) => Path.Combine(folder, "consent.db");
}
