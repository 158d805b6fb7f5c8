using Consent.Domain;
using Consent.Storage.Proof;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>What proves the journal, in the same SQLite file; written between the journal's own batches.</summary>
public sealed class SqliteProofStore(SqliteDatabase database) : IProofStore
{
    public ValueTask<Piece?> ReadAsync(OperatorId operatorId, string name, CancellationToken cancellationToken) => ValueTask.FromResult(database.Read(connection =>
    {
        using var command = Command(connection, "SELECT value, version FROM proofs WHERE operator = $operator AND name = $name", operatorId, name);
        using var row = command.ExecuteReader();
        return row.Read() ? new Piece(row.GetFieldValue<byte[]>(0), row.GetInt64(1)) : null;
    }));

    public Task<bool> TryWriteAsync(OperatorId operatorId, string name, byte[] value, long expectedVersion, CancellationToken cancellationToken)
    {
        const string Insert = "INSERT INTO proofs (operator, name, version, value) VALUES ($operator, $name, 1, $value) ON CONFLICT DO NOTHING";
        const string Update = "UPDATE proofs SET version = version + 1, value = $value WHERE operator = $operator AND name = $name AND version = $version";
        try
        {
            lock (database.WriterTurn)
            {
                using var command = Command(database.Writer, expectedVersion == 0 ? Insert : Update, operatorId, name);
                command.Parameters.AddWithValue("$value", value);
                if (expectedVersion != 0) command.Parameters.AddWithValue("$version", expectedVersion);
                return Task.FromResult(command.ExecuteNonQuery() == 1);
            }
        }
        catch (SqliteException failure)
        {
            throw SqliteDatabase.Translate(failure);
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, OperatorId operatorId, string name)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the constant statements above come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$operator", operatorId.Value);
        command.Parameters.AddWithValue("$name", name);
        return command;
    }
}
