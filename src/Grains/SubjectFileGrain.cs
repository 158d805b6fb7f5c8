using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Orleans.Configuration;
using Orleans.Placement;

namespace Consent.Grains;

/// <summary>A subject's open file kept by the cluster; the runtime holds the turn that <see cref="EmbeddedEngine"/> takes.</summary>
[HashBasedPlacement, CollectionAgeLimit(Minutes = 5)]
public sealed class SubjectFileGrain(
    IJournal journal, Sealing sealing, Catalogues catalogues, TimeProvider clock, SiloLease lease, LocalFiles local, SiloDeaths? deaths = null) : Grain, ISubjectFileGrain
{
    // Read at the first call and not at activation: from there a damaged file would reach the caller as a rejected message.
    // One reading for all who wait: a second one, ending late, would bring back the file as it was before a write.
    private Task<OpenFile<SubjectFile>>? _open;

    private OpenFile<SubjectFile>? _lent;
    private bool _isLeaving;

    private FileKey Key => FileKey.Parse(this.GetPrimaryKeyString());

    /// <summary>Before the directory forgets where the file lives: until then nobody else can open it.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isLeaving = true;
        Withdraw();
        return Task.CompletedTask;
    }

    public Task<Reply> ExecuteAsync(CommandMessage message) => Wire.ReplyAsync(async () =>
    {
        var rules = catalogues.Known(Key.Operator);
        lease.Require();
        var open = await OpenAsync();
        try
        {
            var outcome = await open.ExecuteAsync(Key, Wire.Read(message), rules, clock.GetUtcNow(), CancellationToken.None);
            // The journal lets nobody write on an old file; what was decided without writing rests on the lease.
            if (outcome is not Outcome.Done { Events.Length: > 0 }) lease.Require();
            return Wire.Write(outcome);
        }
        catch
        {
            // A write whose end is unknown may have been made: what is held is no longer to be trusted.
            _open = null;
            Withdraw();
            throw;
        }
    });

    public Task<Reply> CheckAsync(string purpose, DateTimeOffset at) => Wire.ReplyAsync(async () =>
    {
        var open = await OpenAsync();
        var answer = ProcessingCheck.Answer(open.File, new PurposeCode(purpose), catalogues.Known(Key.Operator).Catalogue, at);
        lease.Require();
        return Wire.Write(answer);
    });

    private async Task<OpenFile<SubjectFile>> OpenAsync()
    {
        var opening = _open ??= ReadAsync();
        try
        {
            return await opening;
        }
        catch
        {
            if (_open == opening) _open = null;
            throw;
        }
    }

    private async Task<OpenFile<SubjectFile>> ReadAsync()
    {
        if (deaths is not null) await deaths.SilentAsync();
        var open = new OpenFile<SubjectFile>(Key, journal, sealing);
        await open.ReloadAsync(CancellationToken.None);
        Withdraw();
        if (!_isLeaving) local.Lend(Key, _lent = open);
        return open;
    }

    private void Withdraw()
    {
        if (_lent is { } lent) local.Withdraw(Key, lent);
        _lent = null;
    }
}
