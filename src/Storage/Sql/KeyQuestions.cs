using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What is asked of files and their keys, in SQL that every database here understands.</summary>
internal static class KeyQuestions
{
    public const int PageSize = 1000;

    public static Question<SubjectId> Files(OperatorId operatorId, string after) => new(
        "SELECT subject FROM heads WHERE operator = @operator AND subject > @after ORDER BY subject LIMIT @limit",
        [("@operator", operatorId.Value), ("@after", after), ("@limit", PageSize)],
        row => new SubjectId(row.GetString(0)));

    public static Question<SubjectId> Destroyed(OperatorId operatorId) => new(
        "SELECT subject FROM file_keys WHERE operator = @operator AND wrapped IS NULL ORDER BY subject",
        [("@operator", operatorId.Value)],
        row => new SubjectId(row.GetString(0)));

    public static Question<SubjectId> ByContact(OperatorId operatorId, ContactRow contact, int limit) => new(
        "SELECT subject FROM contacts WHERE operator = @operator AND kind = @kind AND hash = @hash ORDER BY subject LIMIT @limit",
        [("@operator", operatorId.Value), ("@kind", Words.Of(contact.Kind)), ("@hash", contact.Hash), ("@limit", limit)],
        row => new SubjectId(row.GetString(0)));
}
