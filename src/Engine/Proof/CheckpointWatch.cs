using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Consent.Engine.Proof;

/// <summary>Signs a head of every operator's log at intervals, where something is new, and sends it to the witnesses. Several silos may do so at once.</summary>
/// <param name="witnessing">Tells the witnesses of an operator's head.</param>
public sealed partial class CheckpointWatch(
    Checkpoints checkpoints, Catalogues catalogues, Witnessing witnessing, IHostApplicationLifetime lifetime, TimeProvider clock, TimeSpan interval, ILogger<CheckpointWatch> log)
    : Watch
{
    // Tried again every time, told of once.
    private readonly Dictionary<OperatorId, string> _unsigned = [];
    private DateTimeOffset? _signedAt;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        // Before the host has started, neither the catalogues nor the secret of the key need be read.
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return;
        var now = clock.GetUtcNow();
        // A clock that was set back must not hold it up.
        if (_signedAt is { } last && now < last + interval && now >= last) return;
        _signedAt = now;
        foreach (var operatorId in catalogues.Installation.Operators.Prepend(OperatorId.Installation)) await SignAsync(operatorId, cancellationToken);
    }

    /// <summary>Signs what is new of one operator, and tells its witnesses.</summary>
    public async Task SignAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        try
        {
            var head = await checkpoints.MakeAsync(operatorId, cancellationToken);
            _unsigned.Remove(operatorId);
            await witnessing.TellAsync(operatorId, head, cancellationToken);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
        {
            if (_unsigned.TryGetValue(operatorId, out var told) && told == failure.Message) return;
            _unsigned[operatorId] = failure.Message;
            LogNotSigned(log, operatorId.Value, failure.Message);
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // Thrown further it would stop the host. Its message may quote a person.
            if (_unsigned.TryAdd(operatorId, "")) LogDefect(log, operatorId.Value, defect.GetType().FullName!, defect.StackTrace ?? "");
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log of {Operator} is not signed any further: {Why}")]
    private static partial void LogNotSigned(ILogger log, string @operator, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The log of {Operator} is not signed, defect {Type}\n{Stack}")]
    private static partial void LogDefect(ILogger log, string @operator, string type, string stack);
}
