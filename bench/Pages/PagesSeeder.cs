using Consent.Bench.Data;

namespace Consent.Bench.Pages;

/// <summary>A register and a journal of as many letters and as many persons: decided by the rules and written through <c>Consent.Storage</c>. Whom names lead to
/// is written in bulk afterwards, with the hashes that two names got over HTTP and random ones for everybody else's.</summary>
internal static class PagesSeeder
{
    public const int OfRareName = 20;

    public static Task WriteAsync(string database, PageLetters letters) =>
        Seeder.WriteAsync(database, letters.Count, (index, _, rules, sealing) => letters.File(index, rules, sealing));

    /// <param name="common">A person with the name that one of a hundred has.</param>
    /// <param name="rare">A person with the name that few have.</param>
    public static void WriteNames(string database, string common, string rare)
    {
        using var connection = SqlitePragmas.Open(database);
        using var transaction = connection.BeginTransaction();
        foreach (var (of, every, most) in (ReadOnlySpan<(string, int, int)>)[(common, 100, int.MaxValue), (rare, 13, OfRareName - 1)])
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = """
                INSERT INTO contacts (operator, kind, hash, subject)
                SELECT 'bench', 'name', k.hash, h.subject FROM (SELECT hash FROM contacts WHERE operator = 'bench' AND kind = 'name' AND subject = $of) k
                CROSS JOIN heads h WHERE h.operator = 'bench' AND h.subject GLOB 'p-[0-9]*' AND CAST(substr(h.subject, 3) AS INTEGER) % $every = 3 LIMIT $most
                """;
            insert.Parameters.AddWithValue("$of", of);
            insert.Parameters.AddWithValue("$every", every);
            insert.Parameters.AddWithValue("$most", most);
            insert.ExecuteNonQuery();
        }

        // In the order of the table, which is that of the hashes.
        foreach (var kind in (string[])["email", "name"])
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO contacts (operator, kind, hash, subject) SELECT 'bench', $kind, hash, subject FROM (SELECT randomblob(32) AS hash, subject FROM heads WHERE operator = 'bench' AND subject GLOB 'p-[0-9]*') ORDER BY hash";
            insert.Parameters.AddWithValue("$kind", kind);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        SqlitePragmas.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
