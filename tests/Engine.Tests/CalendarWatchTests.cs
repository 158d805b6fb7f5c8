using System.Collections.Immutable;
using Consent.Conformance;
using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Engine.Tests;

/// <summary>Every open term is counted once by the calendar that has come, whatever happens in between.</summary>
public sealed class CalendarWatchTests : IAsyncLifetime
{
    private static readonly CalendarDay WorkedSaturday = new(new DateOnly(2026, 3, 14), DayKind.Working, "Рабочая суббота");
    private static readonly CalendarDay DayOff = new(new DateOnly(2026, 3, 4), DayKind.DayOff, "День края");

    // Ten working days from Monday 2 March; Monday 9 March is a day off.
    private static readonly DateOnly Due = new(2026, 3, 17);

    private Installation _installation = null!;
    private EmbeddedEngine _engine = null!;

    public async ValueTask InitializeAsync() => Open(await Installation.NewAsync());

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task Terms_are_counted_again_once_when_the_calendar_changes_and_not_before()
    {
        await AskAsync("anna");
        using var watch = Watch(_engine);
        await watch.LookAsync(Cancel);
        Assert.Empty(await RecountedAsync("anna"));

        await DescribeAsync(WorkedSaturday);
        for (var i = 0; i < 30; i++) await watch.LookAsync(Cancel);
        var recounted = Assert.Single(await RecountedAsync("anna"));
        Assert.Equal((new DateOnly(2026, 3, 16), false), (recounted.Deadline.Due, recounted.IsProposal));
        Assert.True(_installation.Catalogues.Of(Demo.Operator).Calendar.Knows(Assert.Single(await InUseAsync())));
    }

    [Fact]
    public async Task A_calendar_that_changed_while_the_service_was_down_is_found_at_start()
    {
        await AskAsync("anna");
        await DescribeAsync(DayOff);
        Open(await _installation.ReopenAsync());
        for (var i = 0; i < 2; i++) await LookAsync(_engine);
        var recounted = Assert.Single(await RecountedAsync("anna"));
        Assert.Equal((Due.AddDays(1), true), (recounted.Deadline.Due, recounted.IsProposal));
    }

    [Fact]
    public async Task A_count_broken_off_goes_on_with_what_is_left()
    {
        for (var i = 0; i < 20; i++) await AskAsync($"subject-{i}");
        await DescribeAsync(WorkedSaturday);
        await LookAsync(new Fails(_engine, after: 7, () => new StorageUnavailableException("no space")));
        var counted = 0;
        for (var i = 0; i < 20; i++) counted += (await RecountedAsync($"subject-{i}")).Count;
        Assert.InRange(counted, 7, 19);

        Open(await _installation.ReopenAsync());
        await LookAsync(_engine);
        for (var i = 0; i < 20; i++) Assert.Single(await RecountedAsync($"subject-{i}"));
    }

    [Fact]
    public async Task After_a_failure_of_the_storage_the_same_watch_looks_again()
    {
        await AskAsync("anna");
        await DescribeAsync(WorkedSaturday);
        var fails = new Fails(_engine, after: 0, () => new StorageUnavailableException("no space"));
        using var watch = Watch(fails);
        await watch.LookAsync(Cancel);
        Assert.Empty(await RecountedAsync("anna"));
        fails.After = int.MaxValue;
        await watch.LookAsync(Cancel);
        Assert.Single(await RecountedAsync("anna"));
    }

    [Fact]
    public async Task A_damaged_file_and_a_failure_nobody_foresaw_do_not_hold_the_others()
    {
        foreach (var subject in new[] { "anna", "boris", "vera" }) await AskAsync(subject);
        await DescribeAsync(WorkedSaturday);
        await _installation.DamageAsync(Demo.File("boris"));
        Open(await _installation.ReopenAsync());
        await LookAsync(_engine);
        foreach (var subject in new[] { "anna", "vera" }) Assert.Single(await RecountedAsync(subject));

        await DescribeAsync(DayOff);
        await LookAsync(new Fails(_engine, after: 0, () => new TimeoutException("no answer"), on: Demo.File("vera")));
        Assert.Equal(2, (await RecountedAsync("anna")).Count);
        Assert.Single(await RecountedAsync("vera"));
    }

    [Fact]
    public async Task More_files_than_a_page_are_all_counted()
    {
        await Parallel.ForAsync(0, 1_100, Cancel, async (i, _) => await AskAsync($"subject-{i}"));
        await DescribeAsync(WorkedSaturday);
        await LookAsync(_engine);
        Assert.True(_installation.Catalogues.Of(Demo.Operator).Calendar.Knows(Assert.Single(await InUseAsync())));
    }

    [Fact]
    public async Task What_was_decided_by_the_old_calendar_while_the_new_one_came_is_found_soon_after()
    {
        var before = new Catalogues(_installation.Journal, _installation.Clock);
        await before.LoadAsync(Cancel);
        var slow = new EmbeddedEngine(_installation.Journal, _installation.Sealing, before, new Numbering(_installation.Register), _installation.Clock);
        await DescribeAsync(WorkedSaturday);
        using var watch = Watch(_engine);
        await watch.LookAsync(Cancel);

        Assert.IsType<Outcome.Done>(await slow.ExecuteAsync(Demo.File("anna"), Demo.By(Demo.AskForAccess(Demo.Start)), Cancel));
        await watch.LookAsync(Cancel);
        Assert.Empty(await RecountedAsync("anna"));
        for (var i = 0; i < 10; i++) await watch.LookAsync(Cancel);
        Assert.Single(await RecountedAsync("anna"));
    }

    [Fact]
    public async Task What_was_counted_without_a_calendar_is_counted_when_its_year_is_loaded()
    {
        var end = new DateTimeOffset(2027, 12, 20, 9, 0, 0, TimeSpan.Zero);
        await ExecuteAsync("anna", Demo.Give(Demo.Start, expiresAt: end));
        _installation.Clock.Now = end;
        await ExecuteAsync("anna", new WakeUp(end));
        Assert.Equal([""], await InUseAsync());
        using var watch = Watch(_engine);
        await watch.LookAsync(Cancel);
        Assert.Empty(await RecountedAsync("anna"));

        await LoadAsync(Year2028());
        await watch.LookAsync(Cancel);
        Assert.Contains("[", Assert.Single(await RecountedAsync("anna")).Deadline.Calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loaded_year_is_every_operators_at_once_and_after_a_restart()
    {
        var before = _installation.Catalogues.Of(Demo.Operator).Calendar;
        Assert.Null(before.Find(2028));
        await LoadAsync(Year2028());
        Assert.NotNull(_installation.Catalogues.Of(Demo.Operator).Calendar.Find(2028));
        await DescribeAsync(WorkedSaturday);
        Assert.NotNull(_installation.Catalogues.Of(Demo.Operator).Calendar.Find(2028));

        Open(await _installation.ReopenAsync());
        var calendar = _installation.Catalogues.Of(Demo.Operator).Calendar;
        Assert.NotNull(calendar.Find(2028));
        Assert.True(calendar.IsWorking(WorkedSaturday.Date));
        Assert.False(_installation.Catalogues.Calendar.IsWorking(WorkedSaturday.Date));
    }

    [Fact]
    public async Task What_else_is_declared_leaves_the_calendar_the_same()
    {
        await DescribeAsync(WorkedSaturday);
        var calendar = _installation.Catalogues.Of(Demo.Operator).Calendar;
        await DeclareAsync(Demo.Operator, new IssueKey(Demo.Start, new ApiKey("k", "k", [Scope.Dpo], new string('0', 64), Demo.Start)));
        Assert.Same(calendar, _installation.Catalogues.Of(Demo.Operator).Calendar);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static CalendarYear Year2028() => new(2028, "Указ № 1", [
        .. from day in (string[])["01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08", "02-23", "03-08", "05-01", "05-09", "06-12", "11-04"]
           select new CalendarDay(DateOnly.ParseExact("2028-" + day, "yyyy-MM-dd"), DayKind.DayOff, "Праздник")]);

    private void Open(Installation installation)
    {
        _installation = installation;
        _engine = new EmbeddedEngine(installation.Journal, installation.Sealing, installation.Catalogues, new Numbering(installation.Register), installation.Clock);
    }

    private CalendarWatch Watch(IEngine engine) => new(_installation.Register, engine, _installation.Catalogues, _installation.Clock, NullLogger<CalendarWatch>.Instance);

    private async Task LookAsync(IEngine engine)
    {
        using var watch = Watch(engine);
        await watch.LookAsync(Cancel);
    }

    private Task AskAsync(string subject) => ExecuteAsync(subject, Demo.AskForAccess(Demo.Start));

    private async Task ExecuteAsync(string subject, FileCommand command) =>
        Assert.IsType<Outcome.Done>(await _engine.ExecuteAsync(Demo.File(subject), Demo.By(command), Cancel));

    private Task DescribeAsync(params ImmutableArray<CalendarDay> days) =>
        DeclareAsync(Demo.Operator, new DescribeOperator(Demo.Start, _installation.Catalogues.Of(Demo.Operator).Catalogue.Profile! with { Calendar = days }));

    private Task LoadAsync(CalendarYear year) => DeclareAsync(OperatorId.Installation, new LoadCalendar(Demo.Start, year));

    private async Task DeclareAsync(OperatorId operatorId, CatalogueCommand command) =>
        Assert.IsType<Outcome.Done>(await _installation.Catalogues.ExecuteAsync(operatorId, Demo.By(command), Cancel));

    private async Task<IReadOnlyList<TermRecounted>> RecountedAsync(string subject) => [.. (await _installation.EventsAsync(Demo.File(subject))).OfType<TermRecounted>()];

    private Task<IReadOnlyList<string>> InUseAsync() => _installation.Register.CalendarsInUseAsync(Demo.Operator, Cancel);

    /// <summary>An engine that fails after so many commands, or on one file.</summary>
    private sealed class Fails(IEngine inner, int after, Func<Exception> failure, FileKey? on = null) : IEngine
    {
        private int _commands;

        public int After { get; set; } = after;

        public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) =>
            (on is null || file == on) && Interlocked.Increment(ref _commands) > After ? throw failure() : inner.ExecuteAsync(file, envelope, cancellationToken);

        public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
            inner.CheckAsync(file, purpose, at, cancellationToken);
    }
}
