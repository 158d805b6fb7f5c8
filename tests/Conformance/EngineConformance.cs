using Consent.Domain;
using Consent.Engine;

namespace Consent.Conformance;

/// <summary>What every engine promises, over a real database. Here: what is written is what the next check sees.</summary>
public abstract partial class EngineConformance : IAsyncLifetime
{
    protected Installation Installation { get; private set; } = null!;

    protected IEngine Engine { get; private set; } = null!;

    protected DateTimeOffset Now => Installation.Clock.Now;

    /// <summary>An engine that may hold so many files open; what it needs to be stopped it has in <see cref="IAsyncDisposable"/>.</summary>
    protected abstract Task<IEngine> StartAsync(Installation installation, int openFiles);

    /// <summary>The database it stands on; null for a SQLite file.</summary>
    protected virtual Func<TimeProvider, Task<Storage.Store>>? Open => null;

    /// <summary>The engine lets go of the files it holds open, as it would in time.</summary>
    protected virtual Task LetGoAsync() => Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        Installation = await Installation.NewAsync(Open);
        Engine = await StartAsync(Installation, openFiles: 10_000);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Installation.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task A_consent_given_is_allowed_by_the_next_check() => EnginePromises.GivenIsAllowedAsync(Engine, Now);

    [Fact]
    public Task A_withdrawal_is_seen_by_the_next_check() => EnginePromises.WithdrawnIsSeenAsync(Engine, Now);

    [Fact]
    public async Task Of_a_subject_nobody_told_of_there_is_no_consent()
    {
        var answer = await CheckAsync("nobody");
        Assert.Equal((false, CheckReason.NoConsent, 0L), (answer.Allowed, answer.Reason, answer.Version));
    }

    [Fact]
    public async Task A_refusal_comes_with_its_reason_and_writes_nothing()
    {
        var unknown = Demo.Give(Now) with { Purpose = new PurposeCode("unknown") };
        var refused = Assert.IsType<Outcome.Refused>(await Engine.ExecuteAsync(Demo.File("anna"), Demo.By(unknown), Cancel));
        Assert.Equal(new PurposeUnknown(unknown.Purpose), refused.Refusal);
        Assert.Empty(await Installation.EventsAsync(Demo.File("anna")));
    }

    [Fact]
    public async Task Expiry_is_judged_by_the_instant_asked_about()
    {
        await DoneAsync("anna", Demo.Give(Now, expiresAt: Now.AddDays(1)));
        Assert.True((await CheckAsync("anna", Now.AddDays(1).AddTicks(-1))).Allowed);
        Assert.Equal(CheckReason.Expired, (await CheckAsync("anna", Now.AddDays(1))).Reason);
    }

    [Fact]
    public async Task Files_let_go_of_answer_as_before()
    {
        await RestartAsync(openFiles: 10);
        await Parallel.ForAsync(0, 100, Cancel, async (i, _) => await DoneAsync($"subject-{i * 2}", Demo.Give(Now)));
        for (var round = 0; round < 3; round++)
        {
            await LetGoAsync();
            await Parallel.ForAsync(0, 200, Cancel, async (i, _) => Assert.Equal(i % 2 == 0, (await CheckAsync($"subject-{i}")).Allowed));
        }

        await Parallel.ForAsync(0, 100, Cancel, async (i, _) => await DoneAsync($"subject-{i * 2}", Demo.Withdraw(Now)));
        await LetGoAsync();
        await Parallel.ForAsync(0, 100, Cancel, async (i, _) => Assert.Equal(CheckReason.Withdrawn, (await CheckAsync($"subject-{i * 2}")).Reason));
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The service is stopped and started again on the same data.</summary>
    protected async Task RestartAsync(int openFiles = 10_000)
    {
        await StopAsync();
        Installation = await Installation.ReopenAsync();
        Engine = await StartAsync(Installation, openFiles);
    }

    protected async Task<Outcome.Done> DoneAsync(FileKey file, Envelope envelope) =>
        Assert.IsType<Outcome.Done>(await Engine.ExecuteAsync(file, envelope, Cancel));

    protected Task<Outcome.Done> DoneAsync(string subject, FileCommand command) => DoneAsync(Demo.File(subject), Demo.By(command));

    protected async Task<CheckAnswer> CheckAsync(string subject, DateTimeOffset? at = null) =>
        await Engine.CheckAsync(Demo.File(subject), Demo.News, at ?? Now, Cancel);

    /// <summary>Another engine on the same journal, as a second process would be.</summary>
    protected IEngine Another() =>
        new EmbeddedEngine(Installation.Journal, Installation.Sealing, Installation.Catalogues, new Numbering(Installation.Register), Installation.Clock);

    private async Task StopAsync()
    {
        if (Engine is IAsyncDisposable running) await running.DisposeAsync();
    }
}
