using Consent.Domain;
using Consent.Storage.Sql;

namespace Consent.Storage.Postgres;

/// <summary>Attached files in the same PostgreSQL database.</summary>
public sealed class PostgresAttachments(PostgresDatabase database) : IAttachmentStore
{
    public Task WriteAsync(FileKey file, string id, int number, byte[] chunk, DateTimeOffset at, CancellationToken cancellationToken) =>
        number == 0
            ? TellAsync([AttachmentQuestions.Begin(file, id, at), AttachmentQuestions.Write(file, id, number, chunk)], cancellationToken)
            : TellAsync([AttachmentQuestions.Write(file, id, number, chunk)], cancellationToken);

    public async ValueTask<byte[]?> ReadAsync(FileKey file, string id, int number, CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => AttachmentQuestions.Read(file, id, number).AskAsync(connection, cancellationToken), cancellationToken) is [var chunk] ? chunk : null;

    public Task KeepAsync(FileKey file, string id, CancellationToken cancellationToken) => TellAsync([AttachmentQuestions.Keep(file, id)], cancellationToken);

    public Task DeleteAsync(FileKey file, string id, CancellationToken cancellationToken) =>
        TellAsync([AttachmentQuestions.DeleteChunks(file, id), AttachmentQuestions.Delete(file, id)], cancellationToken);

    public Task<IReadOnlyList<(FileKey File, string Id)>> LooseAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => AttachmentQuestions.Loose(before, limit).AskAsync(connection, cancellationToken), cancellationToken);

    // Each statement by itself: what is begun and not written, or deleted by half, is loose and found again.
    private async Task TellAsync(IReadOnlyList<Question<int>> told, CancellationToken cancellationToken) => await database.ReadAsync(async connection =>
    {
        foreach (var one in told)
        {
            await using var command = one.Command(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return true;
    }, cancellationToken);
}
