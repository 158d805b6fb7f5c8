using Consent.Domain;
using Consent.Storage.Proof;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>What proves the journal, in the same PostgreSQL database.</summary>
public sealed class PostgresProofStore(PostgresDatabase database) : IProofStore
{
    private const string Select = "SELECT value, version FROM proofs WHERE operator = $1 AND name = $2";
    private const string Insert = "INSERT INTO proofs (operator, name, version, value) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING";
    private const string Update = "UPDATE proofs SET version = version + 1, value = $3 WHERE operator = $1 AND name = $2 AND version = $4";

    public async ValueTask<Piece?> ReadAsync(OperatorId operatorId, string name, CancellationToken cancellationToken) =>
        await database.ReadAsync(async connection =>
        {
            await using var command = Command(connection, Select, operatorId.Value, name);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? new Piece(row.GetFieldValue<byte[]>(0), row.GetInt64(1)) : null;
        }, cancellationToken);

    public async Task<bool> TryWriteAsync(OperatorId operatorId, string name, byte[] value, long expectedVersion, CancellationToken cancellationToken) =>
        await database.ReadAsync(async connection =>
        {
            await using var command = expectedVersion == 0
                ? Command(connection, Insert, operatorId.Value, name, value)
                : Command(connection, Update, operatorId.Value, name, value, expectedVersion);
            return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        }, cancellationToken);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // Only the constant statements above come here.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
