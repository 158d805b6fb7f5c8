using Consent.Api;
using Consent.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Consent.Silo;

/// <summary>All silos on a database are one installation: one cluster, and one <c>installation.key</c>, so that a repeated call is answered by whichever silo
/// it comes to. The first silo of a database says which.</summary>
/// <param name="secret">Opened by then.</param>
/// <param name="connectionString">Of the tables of Orleans.</param>
internal sealed class OneInstallation(InstallationSecret secret, IOptions<ClusterOptions> options, string connectionString) : IHostedService
{
    private const string Remember = "INSERT INTO ConsentInstallation (Id, SecretFingerprint) VALUES (1, $1) ON CONFLICT (Id) DO NOTHING";
    private const string Ask = "SELECT SecretFingerprint FROM ConsentInstallation";

    // 3 is Active. A silo says every half minute that it lives; one that was killed stands in the table a while.
    private const string Others = "SELECT DeploymentId FROM OrleansMembershipTable WHERE DeploymentId <> $1 AND Status = 3 AND IAmAliveTime > now() - interval '2 minutes' LIMIT 1";

    /// <exception cref="DatabaseRefusedException">Another silo has another secret, or is of another cluster.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            if (await AskAsync(Others, options.Value.Id) is { } other)
                throw new DatabaseRefusedException($"Silos of the cluster '{other}' work on this database. Set Consent__Cluster__Id to it, or stop them all and wait two minutes.");
            await AskAsync(Remember, secret.Fingerprint);
            secret.MustBe(await AskAsync(Ask));

            async Task<string?> AskAsync(string sql, params string[] values)
            {
#pragma warning disable CA2100 // The constants above.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
                return await command.ExecuteScalarAsync(cancellationToken) as string;
            }
        }
        catch (NpgsqlException failure)
        {
            throw new StorageUnavailableException("The database does not answer.", failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
