using System.Reflection;
using Consent.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Consent.Grains.Tests;

/// <summary>What a caller is told when a call does not come through.</summary>
public sealed class CallFailuresTests
{
    public static TheoryData<Exception> OfTheCluster => [new TimeoutException(), new SiloUnavailableException(), new KeyNotFoundException(), new InvalidOperationException(), new ObjectDisposedException("directory")];

    public static TheoryData<Exception> Answers => [new StorageUnavailableException("full"), new JournalDamagedException("torn"), new OperationCanceledException()];

    [Theory]
    [MemberData(nameof(OfTheCluster))]
    public async Task Whatever_breaks_a_call_off_is_a_storage_that_did_not_confirm(Exception failure)
    {
        var told = await Assert.ThrowsAsync<StorageUnavailableException>(() => CallAsync(failure));
        Assert.Same(failure, told.InnerException);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_our_own_code_says_is_told_as_it_is(Exception answer) => Assert.Same(answer, await Record.ExceptionAsync(() => CallAsync(answer)));

    private static Task CallAsync(Exception failure)
    {
        var call = DispatchProxy.Create<IOutgoingGrainCallContext, BrokenCall>();
        ((BrokenCall)(object)call).Failure = failure;
        return new CallFailures(NullLogger<CallFailures>.Instance).Invoke(call);
    }

    /// <summary>A call of a grain of ours that ends in a failure.</summary>
    public class BrokenCall : DispatchProxy
    {
        public Exception? Failure { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "Invoke" => Task.FromException(Failure!),
            "get_InterfaceMethod" => typeof(IDeadlineGrain).GetMethods()[0],
            _ => null,
        };
    }
}
