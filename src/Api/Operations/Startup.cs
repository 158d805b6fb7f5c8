using Consent.Domain;
using Consent.Engine;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Before the first request: the catalogues and the secret are read, and an empty installation gets its first key.</summary>
public sealed class Startup(Catalogues catalogues, InstallationSecret secret, IOptions<ConsentOptions> options, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalogues.LoadAsync(cancellationToken);
        secret.Open();
        if (catalogues.Installation.Keys.IsEmpty) await IssueFirstKeyAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task IssueFirstKeyAsync(CancellationToken cancellationToken)
    {
        var chosen = options.Value.BootstrapKey;
        var (id, token) = chosen is null ? Keys.New() : (Keys.IdOf(chosen), chosen);
        var key = new ApiKey(id, "bootstrap", [Scope.Admin], Keys.Hash(token), clock.GetUtcNow());

        // Told before it is issued: a process killed in between leaves a key that does not work yet, never one that nobody knows.
        if (chosen is null) Console.WriteLine($"First administrator's key, shown only now: {token}");
        await catalogues.ExecuteAsync(OperatorId.Installation, new Envelope("installation", new IssueKey(key.CreatedAt, key)), cancellationToken);
    }
}
