using System.Data.Common;
using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What the register is asked of demands, in SQL that every database here understands.</summary>
internal static class DemandQuestions
{
    /// <summary>How many letters came; one that goes on under another number is one.</summary>
    public static Question<long> Letters(OperatorId operatorId, DateOnly from, DateOnly to) => new(
        """
        SELECT (SELECT count(*) FROM requests WHERE operator = @operator AND received_on BETWEEN @from AND @to)
             - (SELECT count(DISTINCT number) FROM demands WHERE operator = @operator AND received_on BETWEEN @from AND @to AND status = 'continued')
        """,
        [("@operator", operatorId.Value), ("@from", from), ("@to", to)],
        row => row.GetInt64(0));

    // Grouped in the order of the index.
    public static Question<DemandGroup> Groups(OperatorId operatorId, DateOnly from, DateOnly to) => new(
        """
        SELECT kind, channel, received_on, decided_on, status, late, extended, count(*) FROM demands
        WHERE operator = @operator AND received_on BETWEEN @from AND @to
        GROUP BY received_on, kind, channel, status, decided_on, late, extended
        """,
        [("@operator", operatorId.Value), ("@from", from), ("@to", to)],
        row => new DemandGroup(
            Word<DemandKind>(row, 0), Word<Channel>(row, 1), row.GetFieldValue<DateOnly>(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3),
            Word<DemandStatus>(row, 4), row.GetBoolean(5), row.GetBoolean(6), row.GetInt64(7)));

    public static Question<(DateOnly Day, long Count)> Days(OperatorId operatorId, DateOnly from, DateOnly to) => Days(operatorId, from, to, " AND status <> 'continued'");

    // These two in the words of the partial indexes, which hold few, and nothing of what goes on under another number: it is decided, and late where it goes on.
    public static Question<(DateOnly Day, long Count)> LateDays(OperatorId operatorId, DateOnly from, DateOnly to) => Days(operatorId, from, to, " AND late");

    public static Question<(DateOnly Day, long Count)> OpenDays(OperatorId operatorId, DateOnly from, DateOnly to) => Days(operatorId, from, to, " AND decided_on IS NULL AND NOT late");

    private static Question<(DateOnly Day, long Count)> Days(OperatorId operatorId, DateOnly from, DateOnly to, string which) => new(
        $"SELECT received_on, count(*) FROM demands WHERE operator = @operator AND received_on BETWEEN @from AND @to{which} GROUP BY received_on ORDER BY received_on",
        [("@operator", operatorId.Value), ("@from", from), ("@to", to)],
        row => (row.GetFieldValue<DateOnly>(0), row.GetInt64(1)));

    public static Question<FileKey> Unlisted(FileKey? after, int limit) => new(
        """
        SELECT DISTINCT operator, subject FROM requests
        WHERE NOT listed AND (operator, subject) > (@operator, @subject) ORDER BY operator, subject LIMIT @limit
        """,
        [("@operator", after?.Operator.Value ?? ""), ("@subject", after?.Subject.Value ?? ""), ("@limit", limit)],
        row => new FileKey(new OperatorId(row.GetString(0)), new SubjectId(row.GetString(1))));

    private static T Word<T>(DbDataReader row, int column) where T : struct, Enum => Words.Find<T>(row.GetString(column)) ?? throw new FormatException();
}
