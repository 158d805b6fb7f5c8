using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Seals;

/// <summary>What a thief of the database has, and what he looks for in it.</summary>
internal static class Theft
{
    /// <summary>How often a word stands in bytes, in UTF-8 and UTF-16, whatever its case.</summary>
    public static int Count(byte[] bytes, string word)
    {
        var found = 0;
        foreach (var form in (byte[][])[Encoding.UTF8.GetBytes(word), Encoding.UTF8.GetBytes(word.ToLowerInvariant()), Encoding.Unicode.GetBytes(word)])
            found += Count(bytes, form);
        return found;
    }

    public static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> form)
    {
        var found = 0;
        for (var at = bytes.IndexOf(form); at >= 0; at = bytes.IndexOf(form))
        {
            found++;
            bytes = bytes[(at + 1)..];
        }

        return found;
    }

    /// <summary>The database and its log, as they lie on the disk now.</summary>
    public static byte[] Database(string folder) =>
        [.. Directory.GetFiles(folder, "consent.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).SelectMany(Read)];

    public static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The control: the same entries in a database of a service that does not seal.</summary>
    public static async Task<byte[]> UnsealedAsync(TestService service, OperatorId operatorId)
    {
        var folder = Directory.CreateTempSubdirectory("consent-unsealed-").FullName;
        var sealing = service.Services.GetRequiredService<Sealing>();
        using (var database = SqliteDatabase.Open(Path.Combine(folder, "consent.db")))
        {
            await using var journal = new SqliteJournal(database, TimeProvider.System);
            await foreach (var subject in service.Services.GetRequiredService<IFileKeys>().FilesAsync(operatorId, default))
            {
                var file = new FileKey(operatorId, subject);
                var (entries, hash) = (new List<Entry>(), Entry.Genesis);
                foreach (var entry in await sealing.OpenAsync(file, await service.Journal.ReadAsync(file, default), default))
                {
                    entries.Add(Entry.After(hash, file, entry.Version, entry.At, entry.Actor, entry.Event));
                    hash = entries[^1].Hash;
                }

                await journal.TryAppendAsync(new Append(file, 0, [.. entries], RegisterRows.None), default);
            }
        }

        var bytes = Database(folder);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    public static async Task DestroyAsync(this TestService service, string operatorId, string subject) =>
        Assert.IsType<Outcome.Done>(await service.Services.GetRequiredService<IEngine>().ExecuteAsync(
            new FileKey(new OperatorId(operatorId), new SubjectId(subject)), new Envelope("test", new DestroySubject(service.Clock.GetUtcNow(), "акт № 1")), default));
}
