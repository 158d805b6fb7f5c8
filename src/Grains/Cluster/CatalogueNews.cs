using System.Diagnostics;
using Consent.Domain;
using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Grains;

/// <summary>Tells every silo of the membership table; one that does not say it has heard is waited for until it cannot answer without having read.</summary>
/// <param name="services">What it needs is made when the silo runs; catalogues are read before.</param>
internal sealed partial class CatalogueNews(IServiceProvider services, SiloLease lease, ILocalSiloDetails own, ILogger<CatalogueNews> log) : ICatalogueNews
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task TellAsync(OperatorId operatorId, long version)
    {
        // The first key of an installation is made before the silo joins: nobody waits for an answer.
        if (!services.GetRequiredService<ClusterWatch>().HasJoined) return;
        var since = Stopwatch.GetTimestamp();
        if (await AllHearAsync(operatorId, version)) return;
        if (lease.Outlasted - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } left) await Task.Delay(left);
    }

    private async Task<bool> AllHearAsync(OperatorId operatorId, long version)
    {
        try
        {
            // From the database and not from this silo's own view, which may not have a silo that has just joined.
            var members = await services.GetRequiredService<IMembershipTable>().ReadAllAsync(CancellationToken.None).WaitAsync(Patience);
            var others = members.Members.Select(member => member.Item1)
                .Where(member => member.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping && !member.SiloAddress.Equals(own.SiloAddress));
            var heard = await Task.WhenAll(others.Select(other => HearsAsync(other.SiloAddress, operatorId, version)));
            return heard.All(yes => yes);
        }
        catch (Exception failure)
        {
            LogUntold(log, operatorId.Value, failure.GetType().FullName!);
            return false;
        }
    }

    private async Task<bool> HearsAsync(SiloAddress silo, OperatorId operatorId, long version)
    {
        try
        {
            await services.GetRequiredService<CatalogueEars>().Of(silo).HearAsync(operatorId.Value, version).WaitAsync(Patience);
            return true;
        }
        catch (Exception failure)
        {
            LogUnheard(log, silo.ToString(), operatorId.Value, failure.GetType().FullName!);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Silo} has not said that it knows the change of {Operator}'s catalogue; it is waited for: {Type}")]
    private static partial void LogUnheard(ILogger log, string silo, string @operator, string type);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Who is to be told of the change of {Operator}'s catalogue is not known; all are waited for: {Type}")]
    private static partial void LogUntold(ILogger log, string @operator, string type);
}
