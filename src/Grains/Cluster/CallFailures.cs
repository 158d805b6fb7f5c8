using Consent.Storage;
using Microsoft.Extensions.Logging;

namespace Consent.Grains;

/// <summary>A call that did not come through is a storage that did not confirm: the client repeats it with the same Idempotency-Key.</summary>
internal sealed partial class CallFailures(ILogger<CallFailures> log) : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!IsOurs(context))
        {
            await context.Invoke();
            return;
        }

        try
        {
            await context.Invoke();
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            throw NotKnown(failure);
        }
        catch (Exception failure) when (!IsAnswer(failure))
        {
            // Where a grain lives is asked and answered while silos die and start, and whatever goes wrong there is handed to the caller as it is.
            LogBroken(log, failure.GetType().FullName!, context.InterfaceMethod.Name, failure.StackTrace ?? "");
            throw NotKnown(failure);
        }
    }

    private static StorageUnavailableException NotKnown(Exception failure) => new("The cluster did not answer: it is not known whether it was done.", failure);

    // What our own code threw to be told, and the caller's own change of mind.
    private static bool IsAnswer(Exception failure) =>
        failure is OperationCanceledException || failure.GetType().Assembly.GetName().Name?.StartsWith("Consent.", StringComparison.Ordinal) == true;

    private static bool IsOurs(IOutgoingGrainCallContext context) => context.InterfaceMethod.DeclaringType?.Assembly == typeof(CallFailures).Assembly;

    [LoggerMessage(Level = LogLevel.Error, Message = "A call was broken off: {Type} in {Method}\n{Stack}")]
    private static partial void LogBroken(ILogger log, string type, string method, string stack);
}
