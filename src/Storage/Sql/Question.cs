using System.Data.Common;

namespace Consent.Storage.Sql;

/// <summary>A query with its named parameters and the meaning of a row.</summary>
internal sealed record Question<TRow>(string Sql, IReadOnlyList<(string Name, object Value)> Parameters, Func<DbDataReader, TRow> Row)
{
    public IReadOnlyList<TRow> Ask(DbConnection connection)
    {
        using var command = Command(connection);
        using var reader = command.ExecuteReader();
        var rows = new List<TRow>();
        while (reader.Read()) rows.Add(Row(reader));
        return rows;
    }

    public async Task<IReadOnlyList<TRow>> AskAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Row(reader));
        return rows;
    }

    internal DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the service's own statements come here; what clients send is in parameters.
        command.CommandText = Sql;
#pragma warning restore CA2100
        foreach (var (name, value) in Parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
