using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Before the first request: the catalogues and the secret are read, and an empty installation gets its first key.</summary>
public sealed partial class Startup(
    Catalogues catalogues, KeyRing ring, Sealing sealing, PublicAddress address, IOptions<ConsentOptions> options, TimeProvider clock, ILogger<Startup> log) : IHostedService
{
    private static readonly TimeSpan FirstLinkLife = TimeSpan.FromHours(24);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenRingAsync(cancellationToken);
        await catalogues.LoadAsync(cancellationToken);
        if (!catalogues.Installation.Keys.IsEmpty) return;
        await IssueFirstKeyAsync(cancellationToken);
        await InviteFirstAdministratorAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task OpenRingAsync(CancellationToken cancellationToken)
    {
        // A new key in place of lost ones would let the service start and open nobody's data.
        if (ring.Keys.Count == 0 && await sealing.HasKeysAsync(cancellationToken))
            throw new DatabaseRefusedException("The key ring is empty, and the database has data sealed by it. Restore the ring from its backup.");
        ring.RequireOpen();
        await ring.EnsureAsync(cancellationToken);
        await sealing.ProveAsync(cancellationToken);
        if (ring.Protection == "installation") LogUnprotected(log);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key ring is protected by installation.key alone, which lies in the data folder: whoever has the folder reads everything. Set Consent__KeyRing__Certificate or Consent__KeyRing__Passphrase.")]
    private static partial void LogUnprotected(ILogger log);

    // The key can make another link, should this one be lost.
    private async Task InviteFirstAdministratorAsync(CancellationToken cancellationToken)
    {
        var (token, now) = (OneTimeTokens.New(), clock.GetUtcNow());
        var invite = new InvitePerson(now, OneTimeTokens.NewId(), new Personal("admin"), new Personal("Администратор"), [Scope.Admin], new OneTimeLink(OneTimeTokens.Hash(token), now + FirstLinkLife));
        // Of silos that start together one invites.
        if (await catalogues.ExecuteAsync(OperatorId.Installation, new Envelope("installation", invite), cancellationToken) is Outcome.Done)
            Console.WriteLine($"First administrator's link, for one use within {FirstLinkLife.TotalHours} hours; the name to sign in with is admin: {address.AtStart}/invitations/{token}");
    }

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
