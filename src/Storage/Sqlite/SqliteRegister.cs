using System.Globalization;
using Consent.Domain;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The register in SQLite: written with the journal in one transaction, read here.</summary>
public sealed class SqliteRegister(SqliteDatabase database) : IRegister
{
    private const string Columns = "number, subject, received_at, received_on, channel, kinds, closed, due, ends_at";

    public Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken)
    {
        var key = query.Order == RequestOrder.Due ? "ends_at" : "-received_at";
        var sql = $"""
            SELECT {Columns} FROM requests
            WHERE operator = $operator
              AND ($closed IS NULL OR closed = $closed)
              AND ($kind IS NULL OR instr(kinds, $kind) > 0)
              AND ($channel IS NULL OR channel = $channel)
              AND ($overdue IS NULL OR (closed = 0 AND ends_at <= $overdue))
              AND ($from IS NULL OR (closed = 0 AND ends_at > $now AND due BETWEEN $from AND $to))
              AND ($text IS NULL OR instr(number, $text) > 0 OR instr(subject, $text) > 0)
              AND ($afterKey IS NULL OR ({key}, number) > ($afterKey, $afterNumber))
            ORDER BY {key}, number LIMIT $limit
            """;
        return Task.FromResult(database.Read<IReadOnlyList<RequestRow>>(connection =>
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only variable part is one of two column names above.
            command.CommandText = sql;
#pragma warning restore CA2100
            void Bind(string name, object? value) => command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            Bind("$operator", operatorId.Value);
            Bind("$closed", query.IsClosed is { } closed ? (closed ? 1 : 0) : null);
            Bind("$kind", query.Kind is { } kind ? $",{Words.Of(kind)}," : null);
            Bind("$channel", query.Channel is { } channel ? Words.Of(channel) : null);
            Bind("$overdue", query.Due == DueFilter.Overdue ? Microseconds.Of(query.Now) : null);
            Bind("$from", query.Due is DueFilter.Today or DueFilter.Week ? Day(query.Today) : null);
            Bind("$to", Day(query.Due == DueFilter.Week ? query.Today.AddDays(6) : query.Today));
            Bind("$now", Microseconds.Of(query.Now));
            Bind("$text", query.Text);
            Bind("$afterKey", query.After?.SortKey);
            Bind("$afterNumber", query.After?.Number);
            Bind("$limit", query.Limit);
            return Rows(command);
        }));
    }

    public Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {Columns} FROM requests WHERE operator = $operator AND number = $number";
            command.Parameters.AddWithValue("$operator", operatorId.Value);
            command.Parameters.AddWithValue("$number", number);
            return Rows(command).FirstOrDefault();
        }));

    public Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read<IReadOnlyList<(FileKey, DateTimeOffset)>>(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT at, operator, subject FROM wake_ups
                WHERE at <= $now AND (at, operator, subject) > ($at, $operator, $subject) ORDER BY at, operator, subject LIMIT $limit
                """;
            command.Parameters.AddWithValue("$now", Microseconds.Of(now));
            command.Parameters.AddWithValue("$at", after is { } a ? Microseconds.Of(a.At) : long.MinValue);
            command.Parameters.AddWithValue("$operator", after?.File.Operator.Value ?? "");
            command.Parameters.AddWithValue("$subject", after?.File.Subject.Value ?? "");
            command.Parameters.AddWithValue("$limit", limit);
            using var row = command.ExecuteReader();
            var due = new List<(FileKey, DateTimeOffset)>();
            while (row.Read()) due.Add((new FileKey(new OperatorId(row.GetString(1)), new SubjectId(row.GetString(2))), Microseconds.ToInstant(row.GetInt64(0))));
            return due;
        }));

    public Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read<(int, IReadOnlyList<int>)>(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT ordinal FROM requests WHERE operator = $operator AND year = $year ORDER BY ordinal";
            command.Parameters.AddWithValue("$operator", operatorId.Value);
            command.Parameters.AddWithValue("$year", year);
            using var row = command.ExecuteReader();
            var (highest, missing) = (0, new List<int>());
            while (row.Read())
            {
                for (var gap = highest + 1; gap < row.GetInt32(0); gap++) missing.Add(gap);
                highest = row.GetInt32(0);
            }

            return (highest, missing);
        }));

    private static List<RequestRow> Rows(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var rows = new List<RequestRow>();
        while (row.Read())
            rows.Add(new RequestRow(
                row.GetString(0),
                new SubjectId(row.GetString(1)),
                Microseconds.ToInstant(row.GetInt64(2)),
                DateOnly.ParseExact(row.GetString(3), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Words.Find<Channel>(row.GetString(4)) ?? throw new FormatException(),
                Words.List<DemandKind>(row.GetString(5)),
                row.GetInt64(6) == 1,
                row.IsDBNull(7) ? null : DateOnly.ParseExact(row.GetString(7), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.GetInt64(8) == RequestSort.Never ? null : Microseconds.ToInstant(row.GetInt64(8))));
        return rows;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
