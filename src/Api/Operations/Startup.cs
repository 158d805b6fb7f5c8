using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Before the first request: the catalogues and the secret are read, and an empty installation gets its first key.</summary>
public sealed class Startup(Catalogues catalogues, RingOpening ring, PublicAddress address, IOptions<ConsentOptions> options, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan FirstLinkLife = TimeSpan.FromHours(24);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ring.OpenAsync(cancellationToken);
        await catalogues.LoadAsync(cancellationToken);
        if (!catalogues.Installation.Keys.IsEmpty) return;
        await IssueFirstKeyAsync(cancellationToken);
        await InviteFirstAdministratorAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
