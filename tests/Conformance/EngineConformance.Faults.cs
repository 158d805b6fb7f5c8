using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Conformance;

/// <summary>When something else writes, breaks or lies, the engine answers from what is durable or not at all.</summary>
public abstract partial class EngineConformance
{
    [Fact]
    public async Task After_a_lost_race_the_command_is_decided_on_the_fresh_file()
    {
        Assert.Equal(0, (await CheckAsync("anna")).Version);
        await Another().ExecuteAsync(Demo.File("anna"), Demo.By(Demo.Give(Now)), Cancel);

        // On the file as this engine knew it there would be nothing to withdraw.
        var done = await DoneAsync("anna", Demo.Withdraw(Now));
        Assert.Contains(done.Events, happened => happened is ConsentWithdrawn);
        Assert.Equal((CheckReason.Withdrawn, 3L), await CheckAsync("anna") is var answer ? (answer.Reason, answer.Version) : default);
    }

    [Fact]
    public async Task A_repeated_command_that_another_engine_carried_out_is_seen_by_the_next_check()
    {
        await DoneAsync("anna", Demo.Give(Now));
        var envelope = Demo.Keyed("key-1", Demo.Withdraw(Now), "body");
        await Another().ExecuteAsync(Demo.File("anna"), envelope, Cancel);

        // Acknowledged here: from now on nothing older may be answered here.
        var done = await DoneAsync(Demo.File("anna"), envelope);
        Assert.Equal((CheckReason.Withdrawn, done.Version), await CheckAsync("anna") is var answer ? (answer.Reason, answer.Version) : default);
    }

    [Fact]
    public async Task A_file_that_keeps_changing_is_given_up_and_told()
    {
        var another = Another();
        var at = Now;
        var racing = false;
        Installation.Journal.Before = async append =>
        {
            if (racing || append.File != Demo.File("anna")) return;
            racing = true;
            await another.ExecuteAsync(append.File, Demo.By(Demo.Give(at = at.AddMilliseconds(1), at.AddYears(1))), CancellationToken.None);
            racing = false;
        };
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Engine.ExecuteAsync(Demo.File("anna"), Demo.By(Demo.AskForAccess(Now)), Cancel));

        Installation.Journal.Before = null;
        var done = await DoneAsync("anna", Demo.AskForAccess(Now));
        Assert.Equal(done.Version, (await CheckAsync("anna")).Version);
        Assert.Equal(1, OrdinalOf(NumberOf(done)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_fails_leaves_the_answers_to_what_is_durable(bool afterTheWrite)
    {
        await DoneAsync("anna", Demo.Give(Now));
        FailOnce(afterTheWrite);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => DoneAsync("anna", Demo.Withdraw(Now)));

        var written = afterTheWrite ? 3 : 1;
        Assert.Equal(written, (await Installation.EventsAsync(Demo.File("anna"))).Count);
        Assert.Equal((!afterTheWrite, (long)written), await CheckAsync("anna") is var answer ? (answer.Allowed, answer.Version) : default);

        var again = await DoneAsync("anna", Demo.Withdraw(Now));
        Assert.Equal(afterTheWrite ? 2 : 1, OrdinalOf(NumberOf(again)));
        Assert.Equal(CheckReason.Withdrawn, (await CheckAsync("anna")).Reason);
        Assert.Single((await Installation.EventsAsync(Demo.File("anna"))).OfType<ConsentWithdrawn>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_repeats_after_a_failed_write_gets_one_effect(bool afterTheWrite)
    {
        var envelope = Demo.Keyed("key-1", Demo.AskForAccess(Now), "body");
        FailOnce(afterTheWrite);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => DoneAsync(Demo.FileOfNobody, envelope));

        Assert.Equal(1, OrdinalOf(NumberOf(await DoneAsync(Demo.FileOfNobody, envelope))));
        Assert.Equal(2, OrdinalOf(NumberOf(await DoneAsync("anna", Demo.AskForAccess(Now)))));
    }

    [Fact]
    public async Task A_damaged_file_is_not_answered_from_and_the_others_go_on()
    {
        await DoneAsync("anna", Demo.Give(Now));
        await DoneAsync("boris", Demo.Give(Now));
        await Installation.DamageAsync(Demo.File("anna"));
        await RestartAsync();

        for (var i = 0; i < 2; i++)
        {
            var damaged = await Assert.ThrowsAsync<JournalDamagedException>(() => CheckAsync("anna"));
            Assert.Equal("The journal is damaged: demo/anna: entry 1 was changed.", damaged.Message);
            await Assert.ThrowsAsync<JournalDamagedException>(() => DoneAsync("anna", Demo.Withdraw(Now)));
            Assert.True((await CheckAsync("boris")).Allowed);
        }

        await DoneAsync("boris", Demo.Withdraw(Now));
    }

    private void FailOnce(bool afterTheWrite)
    {
        var failed = 0;
        Func<Append, Task> fail = _ => Interlocked.Exchange(ref failed, 1) == 0 ? throw new StorageUnavailableException("The disk is gone.") : Task.CompletedTask;
        if (afterTheWrite) Installation.Journal.After = fail;
        else Installation.Journal.Before = fail;
    }
}
