using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Makes the next key of the ring long before the last one ends.</summary>
internal sealed partial class KeyRingWatch(KeyRing ring, ILogger<KeyRingWatch> log) : Watch
{
    protected override TimeSpan Period => TimeSpan.FromHours(6);

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ring.EnsureAsync(cancellationToken);
        }
        catch (StorageUnavailableException failure)
        {
            LogNotMade(log, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The next key of the ring cannot be made now, and will be tried again: {Why}")]
    private static partial void LogNotMade(ILogger log, string why);
}
