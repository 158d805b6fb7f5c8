using Consent.Storage;
using Microsoft.AspNetCore.Http;

namespace Consent.Api.Tests.Http;

/// <summary>What a client is told of a failure it has no part in.</summary>
public sealed class FailuresTests
{
    public static TheoryData<Exception> NotDone => [new StorageUnavailableException("full"), new OperationCanceledException(), new TaskCanceledException(), new TimeoutException()];

    [Theory]
    [MemberData(nameof(NotDone))]
    public void What_was_given_up_here_may_be_repeated(Exception failure) =>
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Assert.IsAssignableFrom<IStatusCodeHttpResult>(Problems.Of(failure)).StatusCode);

    [Fact]
    public void Our_own_defect_is_no_answer() => Assert.Null(Problems.Of(new InvalidOperationException()));
}
