using Consent.Bench.Data;
using Microsoft.Data.Sqlite;

namespace Consent.Bench.Bare;

/// <summary>The bare server's tables: a row a subject, found by its name, of the size of a journal entry.</summary>
internal static class BareData
{
    public static void Write(string database, int files, int rowSize)
    {
        using var connection = SqlitePragmas.Open(database);
        SqlitePragmas.Execute(connection, """
            CREATE TABLE files (subject TEXT PRIMARY KEY, story INTEGER NOT NULL, version INTEGER NOT NULL, payload BLOB NOT NULL) STRICT;
            CREATE TABLE inserts (position INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT;
            BEGIN
            """);
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO files (subject, story, version, payload) VALUES ($1, $2, $3, $4)";
        var values = (string[])["$1", "$2", "$3", "$4"];
        foreach (var name in values) insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        insert.Parameters[3].Value = new byte[rowSize];
        for (var index = 0; index < files; index++)
        {
            insert.Parameters[0].Value = Subjects.Name(index);
            insert.Parameters[1].Value = index % Stories.All.Length;
            insert.Parameters[2].Value = Stories.Of(index).Version;
            insert.ExecuteNonQuery();
        }

        SqlitePragmas.Execute(connection, "COMMIT");
        SqlitePragmas.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
