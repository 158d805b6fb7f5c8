using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Conformance;

/// <summary>The same command sent twice has one effect and the same answer.</summary>
public abstract partial class EngineConformance
{
    [Fact]
    public Task The_same_key_at_once_has_one_effect() => EnginePromises.SameKeyHasOneEffectAsync(Engine, Now);

    [Fact]
    public async Task The_same_key_has_the_same_events_later_and_after_a_restart()
    {
        var envelope = Demo.Keyed("key-1", Demo.Give(Now), "body");
        var first = await DoneAsync(Demo.File("anna"), envelope);
        await DoneAsync("anna", Demo.Withdraw(Now));
        AssertSame(first, await DoneAsync(Demo.File("anna"), envelope));

        await RestartAsync();
        AssertSame(first, await DoneAsync(Demo.File("anna"), envelope));
        Assert.Equal(CheckReason.Withdrawn, (await CheckAsync("anna")).Reason);
        Assert.Single((await Installation.EventsAsync(Demo.File("anna"))).OfType<ConsentGiven>());
    }

    [Fact]
    public async Task The_same_key_of_nothing_done_stays_nothing_done()
    {
        await DoneAsync("anna", Demo.Give(Now));
        var envelope = Demo.Keyed("key-1", Demo.Give(Now), "body");
        Assert.Empty((await DoneAsync(Demo.File("anna"), envelope)).Events);
        await DoneAsync("anna", Demo.Withdraw(Now));

        // Without the memory of the key this would be a new consent.
        Installation.Clock.Now = Now.AddSeconds(1);
        Assert.Empty((await DoneAsync(Demo.File("anna"), envelope with { Command = Demo.Give(Now) })).Events);
        Assert.Equal(CheckReason.Withdrawn, (await CheckAsync("anna")).Reason);
    }

    [Fact]
    public async Task A_letter_of_nobody_sent_again_is_found_in_the_file_of_the_first()
    {
        var envelope = Demo.Keyed("key-1", Demo.AskForAccess(Now), "body");
        var first = await DoneAsync(Demo.FileOfNobody, envelope);
        await DoneAsync("anna", Demo.AskForAccess(Now));
        await RestartAsync();
        AssertSame(first, await DoneAsync(Demo.FileOfNobody, envelope));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_used_for_another()
    {
        await DoneAsync(Demo.File("anna"), Demo.Keyed("key-1", Demo.Give(Now), "body"));
        Assert.IsType<Outcome.KeyUsedForAnother>(await Engine.ExecuteAsync(Demo.File("anna"), Demo.Keyed("key-1", Demo.Withdraw(Now), "other"), Cancel));
        Assert.IsType<Outcome.KeyUsedForAnother>(await Engine.ExecuteAsync(Demo.File("boris"), Demo.Keyed("key-1", Demo.Give(Now), "other"), Cancel));
        Assert.True((await CheckAsync("anna")).Allowed);
        Assert.Empty(await Installation.EventsAsync(Demo.File("boris")));
    }

    [Fact]
    public async Task A_refused_command_leaves_its_key_free()
    {
        var refused = Demo.Keyed("key-1", Demo.Give(Now) with { Purpose = new PurposeCode("unknown") }, "wrong");
        Assert.IsType<Outcome.Refused>(await Engine.ExecuteAsync(Demo.File("anna"), refused, Cancel));
        Assert.Single((await DoneAsync(Demo.File("anna"), Demo.Keyed("key-1", Demo.Give(Now), "right"))).Events);
    }

    private static void AssertSame(Outcome.Done first, Outcome.Done again)
    {
        Assert.Equal((first.File, first.Version), (again.File, again.Version));
        Assert.Equal(first.Events.Select(EventNames.Write), again.Events.Select(EventNames.Write));
    }
}
