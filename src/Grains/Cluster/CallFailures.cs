using Consent.Storage;

namespace Consent.Grains;

/// <summary>A call that did not come through is a storage that did not confirm: the client repeats it with the same Idempotency-Key.</summary>
internal sealed class CallFailures : IOutgoingGrainCallFilter
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
            throw new StorageUnavailableException("The cluster did not answer: it is not known whether it was done.", failure);
        }
    }

    private static bool IsOurs(IOutgoingGrainCallContext context) => context.InterfaceMethod.DeclaringType?.Assembly == typeof(CallFailures).Assembly;
}
