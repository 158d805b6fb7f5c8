using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Rows as arrays, one a column: one statement for any number of them.</summary>
internal static class Columns
{
    public static NpgsqlParameter Of<TRow, TValue>(IEnumerable<TRow> rows, Func<TRow, TValue> value) =>
        new NpgsqlParameter<TValue[]> { TypedValue = [.. rows.Select(value)] };

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // Only the service's own constant statements come here.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }
}
