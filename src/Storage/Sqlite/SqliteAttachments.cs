using Consent.Domain;
using Consent.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>Attached files in the same SQLite file; a chunk is written between two of the journal's batches, which wait for no more than that.</summary>
public sealed class SqliteAttachments(SqliteDatabase database) : IAttachmentStore
{
    public Task WriteAsync(FileKey file, string id, int number, byte[] chunk, DateTimeOffset at, CancellationToken cancellationToken) =>
        number == 0 ? TellAsync(AttachmentQuestions.Begin(file, id, at), AttachmentQuestions.Write(file, id, number, chunk)) : TellAsync(AttachmentQuestions.Write(file, id, number, chunk));

    public ValueTask<byte[]?> ReadAsync(FileKey file, string id, int number, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(connection => AttachmentQuestions.Read(file, id, number).Ask(connection) is [var chunk] ? chunk : null));

    public Task KeepAsync(FileKey file, string id, CancellationToken cancellationToken) => TellAsync(AttachmentQuestions.Keep(file, id));

    public Task DeleteAsync(FileKey file, string id, CancellationToken cancellationToken) => TellAsync(AttachmentQuestions.DeleteChunks(file, id), AttachmentQuestions.Delete(file, id));

    public Task<IReadOnlyList<(FileKey File, string Id)>> LooseAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(connection => AttachmentQuestions.Loose(before, limit).Ask(connection)));

    // Each statement by itself: what is begun and not written, or deleted by half, is loose and found again.
    private Task TellAsync(params ReadOnlySpan<Question<int>> told)
    {
        try
        {
            foreach (var one in told)
                lock (database.WriterTurn)
                {
                    using var command = one.Command(database.Writer);
                    command.ExecuteNonQuery();
                }

            return Task.CompletedTask;
        }
        catch (SqliteException failure)
        {
            throw SqliteDatabase.Translate(failure);
        }
    }
}
