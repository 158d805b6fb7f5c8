using System.Globalization;
using System.Reflection;

namespace Consent.Storage;

/// <summary>A numbered file of SQL that brings a database from the version before to its own.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The migrations of one kind of database, <c>Sqlite</c> or <c>Postgres</c>, in order.</summary>
    public static IReadOnlyList<Migration> Of(string database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(database + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(int.Parse(Path.GetFileName(name).AsSpan(0, 3), CultureInfo.InvariantCulture), Path.GetFileName(name), Read(assembly, name)))];
    }

    /// <summary>Those a database at the given version still lacks.</summary>
    /// <exception cref="DatabaseRefusedException">The database is newer than this service.</exception>
    public static IEnumerable<Migration> Missing(IReadOnlyList<Migration> known, int version, string database) =>
        version <= known[^1].Number
            ? known.Where(migration => migration.Number > version)
            : throw new DatabaseRefusedException(
                $"The database {database} has schema {version}, this version of the service knows up to {known[^1].Number}. Start the newer version, or restore a backup made by this one.");

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
