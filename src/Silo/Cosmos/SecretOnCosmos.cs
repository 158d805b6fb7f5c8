using Consent.Api;
using Consent.Silo.Cosmos;
using Consent.Storage;

namespace Consent.Silo;

/// <summary>Every silo has the same <c>installation.key</c>. The first silo of a database says which.</summary>
/// <param name="secret">Opened by then.</param>
internal sealed class SecretOnCosmos(InstallationSecret secret, CosmosAccount account) : IHostedService
{
    /// <exception cref="DatabaseRefusedException">Another silo has another secret.</exception>
    /// <exception cref="StorageUnavailableException">The account does not answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken) => secret.MustBe(await account.FirstSecretAsync(secret.Fingerprint, cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
