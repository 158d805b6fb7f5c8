using System.Data.Common;
using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>An entry as a row, the same columns in the same order in every SQL database.</summary>
internal static class EntryRows
{
    /// <summary>The columns of table <c>e</c>; what a query selects besides stands from <see cref="Count"/> on.</summary>
    public const string Columns = "e.position, e.operator, e.subject, e.version, e.at, e.actor, e.kind, e.request, e.payload, e.hash";

    public const int Count = 10;

    public static Entry Read(DbDataReader row, FileKey file) => new(
        file,
        row.GetInt64(3),
        Microseconds.ToInstant(row.GetInt64(4)),
        row.GetString(5),
        row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.GetFieldValue<byte[]>(8),
        row.GetFieldValue<byte[]>(9),
        row.GetInt64(0));

    public static Entry ReadOf(OperatorId operatorId, DbDataReader row) => Read(row, new FileKey(operatorId, new SubjectId(row.GetString(2))));
}
