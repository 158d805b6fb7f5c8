using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What is asked and told of attached files, in SQL that every database here understands.</summary>
internal static class AttachmentQuestions
{
    private const string One = "operator = @operator AND subject = @subject AND id = @id";

    public static Question<int> Begin(FileKey file, string id, DateTimeOffset at) => Told(
        "INSERT INTO attachments (operator, subject, id, begun, kept) VALUES (@operator, @subject, @id, @begun, 0) ON CONFLICT DO NOTHING", file, id, ("@begun", Microseconds.Of(at)));

    public static Question<int> Write(FileKey file, string id, int number, byte[] chunk) => Told(
        "INSERT INTO attachment_chunks (operator, subject, id, number, sealed) VALUES (@operator, @subject, @id, @number, @sealed)", file, id, ("@number", number), ("@sealed", chunk));

    public static Question<byte[]> Read(FileKey file, string id, int number) => new(
        $"SELECT sealed FROM attachment_chunks WHERE {One} AND number = @number", Of(file, id, ("@number", number)), row => row.GetFieldValue<byte[]>(0));

    public static Question<int> Keep(FileKey file, string id) => Told($"UPDATE attachments SET kept = 1 WHERE {One}", file, id);

    public static Question<int> DeleteChunks(FileKey file, string id) => Told($"DELETE FROM attachment_chunks WHERE {One}", file, id);

    public static Question<int> Delete(FileKey file, string id) => Told($"DELETE FROM attachments WHERE {One}", file, id);

    public static Question<(FileKey File, string Id)> Loose(DateTimeOffset before, int limit) => new(
        "SELECT operator, subject, id FROM attachments WHERE kept = 0 AND begun < @before ORDER BY begun, id LIMIT @limit",
        [("@before", Microseconds.Of(before)), ("@limit", limit)],
        row => (new FileKey(new OperatorId(row.GetString(0)), new SubjectId(row.GetString(1))), row.GetString(2)));

    private static Question<int> Told(string sql, FileKey file, string id, params (string Name, object Value)[] more) => new(sql, Of(file, id, more), _ => 0);

    private static (string Name, object Value)[] Of(FileKey file, string id, params (string Name, object Value)[] more) =>
        [("@operator", file.Operator.Value), ("@subject", file.Subject.Value), ("@id", id), .. more];
}
