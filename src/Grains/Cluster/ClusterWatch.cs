using System.Diagnostics;
using Consent.Engine;
using Consent.Storage;
using Microsoft.Extensions.Logging;

namespace Consent.Grains;

/// <summary>Once a second: is this silo still a member, and which catalogues have others changed? Renews the lease of what it holds open.</summary>
public sealed partial class ClusterWatch(
    IMembershipTable membership, ILocalSiloDetails silo, IJournal journal, Catalogues catalogues, SiloLease lease, SiloDeaths deaths, ILogger<ClusterWatch> log) : Watch
{
    private bool _isSilent;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        var from = Stopwatch.GetTimestamp();
        deaths.Note();
        try
        {
            // In this order: whoever changes a catalogue and finds this silo not yet in the table may rely on its reading the change.
            if (!await IsMemberAsync(cancellationToken)) return;
            await catalogues.CatchUpAsync(await journal.CatalogueVersionsAsync(cancellationToken), cancellationToken);
            lease.Renew(from);
            _isSilent = false;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, nothing is renewed; the message of another's exception may quote a connection string.
            if (!_isSilent) LogLost(log, failure is StorageUnavailableException or JournalDamagedException ? failure.Message : failure.GetType().FullName!);
            _isSilent = true;
        }
    }

    /// <summary>The table is not asked by those who are not in it yet.</summary>
    public bool HasJoined { get; set; }

    private async Task<bool> IsMemberAsync(CancellationToken cancellationToken) =>
        HasJoined && (await membership.ReadRowAsync(silo.SiloAddress, cancellationToken)).TryGet(silo.SiloAddress)?.Item1.Status
            is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    [LoggerMessage(Level = LogLevel.Error, Message = "This silo cannot learn what the cluster knows and will soon not answer: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);
}
