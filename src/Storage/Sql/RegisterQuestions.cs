using System.Data.Common;
using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What the register is asked, in SQL that every database here understands.</summary>
/// <param name="find">The name of the function that gives the place of one text in another, 0 where it is not there.</param>
internal sealed class RegisterQuestions(string find)
{
    /// <summary>The columns that <see cref="ReadRequest"/> reads.</summary>
    public const string Columns = "number, subject, received_at, received_on, channel, kinds, closed, due, ends_at, assigned_to, awaits_applicant";

    public static Question<RequestRow> Request(OperatorId operatorId, string number) => new(
        $"SELECT {Columns} FROM requests WHERE operator = @operator AND number = @number",
        [("@operator", operatorId.Value), ("@number", number)],
        ReadRequest);

    // Said in the words of the partial index, which holds all that is asked.
    public static Question<OpenRequests> Open(OperatorId operatorId, DateTimeOffset now) => new(
        """
        SELECT due, ends_at <= @now, assigned_to IS NOT NULL, awaits_applicant, count(*) FROM requests
        WHERE operator = @operator AND NOT closed GROUP BY 1, 2, 3, 4
        """,
        [("@operator", operatorId.Value), ("@now", Microseconds.Of(now))],
        row => new OpenRequests(row.IsDBNull(0) ? null : row.GetFieldValue<DateOnly>(0), row.GetBoolean(1), row.GetBoolean(2), row.GetInt64(4)) { AwaitsApplicant = row.GetBoolean(3) });

    /// <param name="operators">Null for all. Looked for in a list, among the few files that are due.</param>
    public Question<(FileKey File, DateTimeOffset At)> Due(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, IReadOnlyList<OperatorId>? operators) => new(
        $"""
        SELECT at, operator, subject FROM wake_ups
        WHERE at <= @now AND (at, operator, subject) > (@at, @operator, @subject) AND (@operators = '' OR {find}(@operators, ',' || operator || ',') > 0)
        ORDER BY at, operator, subject LIMIT @limit
        """,
        [
            ("@now", Microseconds.Of(now)),
            ("@operators", operators is null ? "" : $",{string.Join(',', operators.Select(id => id.Value))},"),
            ("@at", after is { } a ? Microseconds.Of(a.At) : long.MinValue),
            ("@operator", after?.File.Operator.Value ?? ""),
            ("@subject", after?.File.Subject.Value ?? ""),
            ("@limit", limit),
        ],
        row => (new FileKey(new OperatorId(row.GetString(1)), new SubjectId(row.GetString(2))), Microseconds.ToInstant(row.GetInt64(0))));

    /// <summary>The places taken in a year's series, in order.</summary>
    public static Question<int> Ordinals(OperatorId operatorId, int year) => new(
        "SELECT ordinal FROM requests WHERE operator = @operator AND year = @year ORDER BY ordinal",
        [("@operator", operatorId.Value), ("@year", year)],
        row => row.GetInt32(0));

    public static RequestRow ReadRequest(DbDataReader row) => new(
        row.GetString(0),
        new SubjectId(row.GetString(1)),
        Microseconds.ToInstant(row.GetInt64(2)),
        row.GetFieldValue<DateOnly>(3),
        Words.Find<Channel>(row.GetString(4)) ?? throw new FormatException(),
        Words.List<DemandKind>(row.GetString(5)),
        row.GetBoolean(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7),
        row.GetInt64(8) is var ends and not RequestSort.Never ? Microseconds.ToInstant(ends) : null)
    {
        AssignedTo = row.IsDBNull(9) ? null : row.GetString(9),
        AwaitsApplicant = row.GetBoolean(10),
    };
}
