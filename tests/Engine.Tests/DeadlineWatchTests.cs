using Consent.Conformance;
using Consent.Domain;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Engine.Tests;

/// <summary>What falls due is written down once, whenever the clock gets to it.</summary>
public sealed class DeadlineWatchTests : IAsyncLifetime
{
    private Installation _installation = null!;
    private EmbeddedEngine _engine = null!;

    public async ValueTask InitializeAsync() => Open(await Installation.NewAsync());

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task An_overdue_obligation_is_missed_once()
    {
        // Ten working days from Monday 2 March; Monday 9 March is a day off.
        await ExecuteAsync("anna", Demo.AskForAccess(Demo.Start));
        var end = (await EventsAsync("anna")).OfType<RequestReceived>().Single().Obligations.Single().Deadline.EndsAt;
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 21, 0, 0, TimeSpan.Zero), end);

        await WakeAllAtAsync(end.AddTicks(-1));
        Assert.Empty((await EventsAsync("anna")).OfType<ObligationMissed>());
        for (var i = 0; i < 3; i++) await WakeAllAtAsync(end.AddSeconds(i));
        Assert.Equal(end, Assert.Single((await EventsAsync("anna")).OfType<ObligationMissed>()).At);
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task What_fell_due_while_the_service_was_down_is_missed_once()
    {
        await ExecuteAsync("anna", Demo.AskForAccess(Demo.Start));
        _installation.Clock.Now = Demo.Start.AddDays(40);
        Open(await _installation.ReopenAsync());
        for (var i = 0; i < 2; i++) await WakeAllAtAsync(_installation.Clock.Now);
        Assert.Single((await EventsAsync("anna")).OfType<ObligationMissed>());
    }

    [Fact]
    public async Task The_watch_looks_at_start()
    {
        await ExecuteAsync("anna", Demo.Give(Demo.Start, expiresAt: Demo.Start.AddDays(1)));
        _installation.Clock.Now = Demo.Start.AddDays(2);
        using var watch = Watch(_engine);
        await watch.StartAsync(Cancel);
        for (var i = 0; i < 500 && (await EventsAsync("anna")).Count < 2; i++) await Task.Delay(10, Cancel);
        await watch.StopAsync(Cancel);
        Assert.Single((await EventsAsync("anna")).OfType<ConsentExpired>());
    }

    [Fact]
    public async Task The_end_of_a_consent_is_noted_once()
    {
        var end = Demo.Start.AddDays(1);
        await ExecuteAsync("anna", Demo.Give(Demo.Start, expiresAt: end));
        for (var i = 0; i < 3; i++) await WakeAllAtAsync(end.AddHours(i));
        Assert.Equal(end, Assert.Single((await EventsAsync("anna")).OfType<ConsentExpired>()).At);
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_file_that_asked_to_be_woken_for_nothing_is_left_in_peace()
    {
        // The consent was withdrawn after the clock had read the register.
        await ExecuteAsync("anna", Demo.Give(Demo.Start, expiresAt: Demo.Start.AddDays(1)));
        await ExecuteAsync("anna", new WakeUp(Demo.Start));
        Assert.Single(await EventsAsync("anna"));
        Assert.Single(await DueAsync(Demo.Start.AddDays(1)));
    }

    [Fact]
    public async Task A_damaged_file_does_not_hold_the_others()
    {
        foreach (var subject in new[] { "anna", "boris", "vera" }) await ExecuteAsync(subject, Demo.Give(Demo.Start, expiresAt: Demo.Start.AddDays(1)));
        await _installation.DamageAsync(Demo.File("boris"));
        Open(await _installation.ReopenAsync());

        await WakeAllAtAsync(Demo.Start.AddDays(2));
        Assert.Single((await EventsAsync("anna")).OfType<ConsentExpired>());
        Assert.Single((await EventsAsync("vera")).OfType<ConsentExpired>());
        Assert.Equal(Demo.File("boris"), Assert.Single(await DueAsync()).File);
    }

    [Fact]
    public async Task A_failure_nobody_foresaw_does_not_hold_the_others()
    {
        foreach (var subject in new[] { "anna", "boris", "vera" }) await ExecuteAsync(subject, Demo.Give(Demo.Start, expiresAt: Demo.Start.AddDays(1)));
        _installation.Clock.Now = Demo.Start.AddDays(2);
        using var watch = Watch(new Stumbles(_engine, Demo.File("boris")));
        await watch.LookAsync(Cancel);
        Assert.Single((await EventsAsync("anna")).OfType<ConsentExpired>());
        Assert.Single((await EventsAsync("vera")).OfType<ConsentExpired>());
    }

    [Fact]
    public async Task More_files_than_a_page_are_all_woken()
    {
        await Parallel.ForAsync(0, 1_100, Cancel, async (i, _) => await ExecuteAsync($"subject-{i}", Demo.Give(Demo.Start, expiresAt: Demo.Start.AddDays(1))));
        await WakeAllAtAsync(Demo.Start.AddDays(2));
        Assert.Empty(await DueAsync());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private void Open(Installation installation)
    {
        _installation = installation;
        _engine = new EmbeddedEngine(installation.Journal, installation.Sealing, installation.Catalogues, new Numbering(installation.Register), installation.Clock);
    }

    private DeadlineWatch Watch(IEngine engine) => new(_installation.Register, engine, _installation.Clock, NullLogger<DeadlineWatch>.Instance);

    private async Task WakeAllAtAsync(DateTimeOffset at)
    {
        _installation.Clock.Now = at;
        using var watch = Watch(_engine);
        await watch.LookAsync(Cancel);
    }

    private async Task ExecuteAsync(string subject, FileCommand command) =>
        Assert.IsType<Outcome.Done>(await _engine.ExecuteAsync(Demo.File(subject), Demo.By(command), Cancel));

    private Task<IReadOnlyList<FileEvent>> EventsAsync(string subject) => _installation.EventsAsync(Demo.File(subject));

    private Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(DateTimeOffset? at = null) =>
        _installation.Register.DueAsync(at ?? _installation.Clock.Now, null, 10, null, Cancel);

    /// <summary>An engine that fails on one file as no engine should.</summary>
    private sealed class Stumbles(IEngine inner, FileKey on) : IEngine
    {
        public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) =>
            file == on ? throw new TimeoutException("no answer") : inner.ExecuteAsync(file, envelope, cancellationToken);

        public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
            inner.CheckAsync(file, purpose, at, cancellationToken);
    }
}
