using Consent.Api;
using Consent.Storage;
using Npgsql;

namespace Consent.Silo;

/// <summary>Every silo has the same <c>installation.key</c>: a repeated call is answered by whichever silo it comes to. The first silo of a database says which.</summary>
/// <param name="secret">Opened by then.</param>
/// <param name="connectionString">Of the tables of Orleans.</param>
internal sealed class SharedSecret(InstallationSecret secret, string connectionString) : IHostedService
{
    private const string Remember = "INSERT INTO ConsentInstallation (Id, SecretFingerprint) VALUES (1, $1) ON CONFLICT (Id) DO NOTHING";
    private const string Ask = "SELECT SecretFingerprint FROM ConsentInstallation";

    /// <exception cref="DatabaseRefusedException">Another silo has another secret.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var own = Convert.ToHexStringLower(secret.Derive("fingerprint").AsSpan(0, 16));
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var remember = new NpgsqlCommand(Remember, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = own } } };
            await remember.ExecuteNonQueryAsync(cancellationToken);
            await using var ask = new NpgsqlCommand(Ask, connection);
            if (await ask.ExecuteScalarAsync(cancellationToken) is not string first || first != own)
                throw new DatabaseRefusedException("The file installation.key in Consent__Data is not that of the other silos. Copy theirs here, readable by this user alone, and start again.");
        }
        catch (NpgsqlException failure)
        {
            throw new StorageUnavailableException("The database does not answer.", failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
