using Consent.Bench.Data;
using Microsoft.Data.Sqlite;

namespace Consent.Bench.Journal;

/// <summary>A request journal of many letters. Two go in over HTTP, so that names have the hashes they have in life; the rest are rows made in
/// the database while the service is down: a page of the journal is read from them and from nothing else.</summary>
internal static class JournalSeeder
{
    public const string CommonName = "Иванов";
    public const string RareName = "Твардовская";
    public const int OfRareName = 20;
    public const int OfOlga = 30;

    private const int Each = 100;

    public static int Year { get; } = DateTime.UtcNow.Year;

    private const string First = "j-common";
    private const string Second = "j-rare";

    /// <summary>The letters that go in over HTTP, one of each name.</summary>
    public static IReadOnlyList<string> Letters { get; } = [Letter(First, CommonName), Letter(Second, RareName)];

    private static string Letter(string subject, string name) =>
        $$"""{"demands": [{"kind": "access"}], "subject": "{{subject}}", "channel": "web", "applicant": {"name": "{{name}}"} }""";

    public static void Write(string database, int letters)
    {
        using var connection = SqlitePragmas.Open(database);
        var words = Words(connection);
        using var transaction = connection.BeginTransaction();
        // Two years of letters; one of twenty is open, its term ends within a month; what is closed is closed for good.
        Execute(connection, $"""
            WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < $letters)
            INSERT INTO requests (operator, number, year, ordinal, subject, received_at, received_on, channel, kinds, closed, due, ends_at, assigned_to, listed)
            SELECT 'bench', printf('%04d-%06d', {Year}, i), {Year}, i, printf('j-%07d', i), $now - ($letters - i) * 63000000, date(($now - ($letters - i) * 63000000) / 1000000, 'unixepoch'),
                CASE i % 4 WHEN 0 THEN 'web' WHEN 1 THEN 'email' WHEN 2 THEN 'post' ELSE 'phone' END,
                CASE i % 7 WHEN 0 THEN ',withdrawal,' WHEN 1 THEN ',rectification,' ELSE ',access,' END,
                i % 20 <> 0, CASE WHEN i % 20 = 0 THEN date($now / 1000000 + (i * 7919) % 2592000, 'unixepoch') END,
                CASE WHEN i % 20 = 0 THEN $now + ((i * 7919) % 2592000) * 1000000 ELSE {long.MaxValue} END,
                CASE WHEN i % ($letters / {OfOlga}) = 0 THEN 'olga' WHEN i % 3 = 0 THEN 'anna' END, 1
            FROM n
            """, letters);
        Execute(connection, """
            INSERT INTO demands (operator, number, demand, kind, channel, received_on, status, late, extended)
            SELECT operator, number, 1, trim(kinds, ','), channel, received_on, 'open', 0, 0 FROM requests WHERE ordinal > 2
            """, letters);
        foreach (var (word, hash, every) in (ReadOnlySpan<(string, byte[], int)>)[(CommonName, words.Common, Each), (RareName, words.Rare, letters / (OfRareName - 1))])
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO contacts (operator, kind, hash, subject) SELECT operator, 'name', $hash, subject FROM requests WHERE ordinal > 2 AND ordinal % $every = 3 LIMIT $most";
            insert.Parameters.AddWithValue("$hash", hash);
            insert.Parameters.AddWithValue("$every", every);
            insert.Parameters.AddWithValue("$most", word == RareName ? OfRareName - 1 : int.MaxValue);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        SqlitePragmas.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>A copy for the bare server, with the names in the open.</summary>
    public static void CopyWithNames(string database, string copy)
    {
        File.Copy(database, copy, overwrite: true);
        using var connection = SqlitePragmas.Open(copy);
        var words = Words(connection);
        SqlitePragmas.Execute(connection, "CREATE TABLE words (word TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (word, subject)) STRICT, WITHOUT ROWID;");
        foreach (var (word, hash) in (ReadOnlySpan<(string, byte[])>)[(CommonName, words.Common), (RareName, words.Rare)])
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO words (word, subject) SELECT $word, subject FROM contacts WHERE operator = 'bench' AND kind = 'name' AND hash = $hash";
            insert.Parameters.AddWithValue("$word", word);
            insert.Parameters.AddWithValue("$hash", hash);
            insert.ExecuteNonQuery();
        }

        SqlitePragmas.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static (byte[] Common, byte[] Rare) Words(SqliteConnection connection)
    {
        return (Of(First), Of(Second));

        byte[] Of(string subject)
        {
            using var read = connection.CreateCommand();
            read.CommandText = "SELECT hash FROM contacts WHERE operator = 'bench' AND kind = 'name' AND subject = $subject";
            read.Parameters.AddWithValue("$subject", subject);
            return (byte[])read.ExecuteScalar()!;
        }
    }

    private static void Execute(SqliteConnection connection, string sql, int letters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the bench's own statements come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$letters", letters);
        command.Parameters.AddWithValue("$now", (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        command.ExecuteNonQuery();
    }
}
