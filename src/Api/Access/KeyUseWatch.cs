using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Notes once a minute the keys whose use on record is older than an hour, and at the end all that were used since.</summary>
internal sealed partial class KeyUseWatch(Credentials credentials, KeyUses uses, TimeProvider clock, ILogger<KeyUseWatch> log) : Watch
{
    private static readonly TimeSpan Coarsely = TimeSpan.FromHours(1);

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await NoteAsync(TimeSpan.Zero);
    }

    public override Task LookAsync(CancellationToken cancellationToken) => NoteAsync(Coarsely);

    private async Task NoteAsync(TimeSpan age)
    {
        foreach (var own in credentials.InUse.Where(key => key.UsedAt - key.NotedAt > age.Ticks).GroupBy(key => key.Caller.Operator))
        {
            var noted = own.Select(key => (Key: key, key.UsedAt)).ToList();
            try
            {
                await uses.NoteAsync(own.Key, noted.Select(pair => new KeyUse(pair.Key.State.Key.Id, new DateTimeOffset(pair.UsedAt, TimeSpan.Zero))), clock.GetUtcNow());
                foreach (var (key, usedAt) in noted) key.NotedAt = usedAt;
            }
            catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
            {
                LogNotNoted(log, own.Key.Value, failure.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When keys of {Operator} were last used is not noted yet: {Reason}")]
    private static partial void LogNotNoted(ILogger log, string @operator, string reason);
}
