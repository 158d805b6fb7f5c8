using Consent.Domain;
using Consent.Engine;

namespace Consent.Conformance;

/// <summary>The promises that a broken engine is held against too, so that it is seen to fail them.</summary>
public static class EnginePromises
{
    public static async Task GivenIsAllowedAsync(IEngine engine, DateTimeOffset now)
    {
        var file = Demo.File("anna");
        Assert.Equal(CheckReason.NoConsent, (await CheckAsync(engine, file, now)).Reason);

        var given = Assert.IsType<Outcome.Done>(await engine.ExecuteAsync(file, Demo.By(Demo.Give(now)), CancellationToken.None));
        Assert.IsType<ConsentGiven>(Assert.Single(given.Events));

        var answer = await CheckAsync(engine, file, now);
        Assert.Equal((true, CheckReason.ConsentGiven, given.Version), (answer.Allowed, answer.Reason, answer.Version));
    }

    public static async Task WithdrawnIsSeenAsync(IEngine engine, DateTimeOffset now)
    {
        var file = Demo.File("boris");
        await engine.ExecuteAsync(file, Demo.By(Demo.Give(now)), CancellationToken.None);
        Assert.True((await CheckAsync(engine, file, now)).Allowed);

        var done = Assert.IsType<Outcome.Done>(await engine.ExecuteAsync(file, Demo.By(Demo.Withdraw(now)), CancellationToken.None));
        var answer = await CheckAsync(engine, file, now);
        Assert.Equal((false, CheckReason.Withdrawn, done.Version), (answer.Allowed, answer.Reason, answer.Version));
    }

    public static async Task SameKeyHasOneEffectAsync(IEngine engine, DateTimeOffset now)
    {
        var envelope = Demo.Keyed("key-1", Demo.AskForAccess(now), "body");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => engine.ExecuteAsync(Demo.FileOfNobody, envelope, CancellationToken.None))));
        var numbers = outcomes.Select(outcome => Assert.IsType<RequestReceived>(Assert.Single(Assert.IsType<Outcome.Done>(outcome).Events)).Number);
        Assert.Single(numbers.Distinct());
    }

    private static async Task<CheckAnswer> CheckAsync(IEngine engine, FileKey file, DateTimeOffset at) =>
        await engine.CheckAsync(file, Demo.News, at, CancellationToken.None);
}
