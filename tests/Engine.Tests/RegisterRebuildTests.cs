using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Engine.Tests;

/// <summary>The register says what the files say: at every append, and again from the journal where it did not know.</summary>
public sealed class RegisterRebuildTests : IAsyncLifetime
{
    private Installation _installation = null!;
    private EmbeddedEngine _engine = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _installation = await Installation.NewAsync();
        _engine = new EmbeddedEngine(_installation.Journal, _installation.Sealing, _installation.Catalogues, new Numbering(_installation.Register), _installation.Clock);
    }

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task A_demand_and_its_obligation_are_listed_from_receipt_to_the_end()
    {
        var number = await RegisterAsync("anna", Demo.AskForAccess(Demo.Start));
        var open = Assert.Single(await ObligationsAsync());
        Assert.Equal(("anna", number, Duty.AnswerAccess, ObligationStatus.Open, null), (open.Subject.Value, open.Request, open.Duty, open.Status, open.AssignedTo));
        Assert.Equal((Demo.Start, "ст. 20 ч. 1", 1, 1), (open.RunsFrom, open.Article, open.Demand, open.Id));

        await ExecuteAsync("anna", new AssignRequest(Demo.Start, number, "olga"));
        Assert.Equal("olga", Assert.Single(await ObligationsAsync()).AssignedTo);
        Assert.Equal("olga", (await _installation.Register.FindRequestAsync(Demo.Operator, number, Cancel))!.AssignedTo);

        // After the end of the last day, which the clock has noted: late, on the next local day, though in UTC it is the same.
        await ExecuteAsync("anna", new WakeUp(open.EndsAt));
        Assert.Equal(ObligationStatus.Missed, Assert.Single(await ObligationsAsync()).Status);
        _installation.Clock.Now = open.EndsAt.AddHours(1);
        await ExecuteAsync("anna", new AnswerDemand(open.EndsAt.AddHours(1), number, 1, null));
        var done = Assert.Single(await ObligationsAsync());
        Assert.Equal((ObligationStatus.Missed, open.EndsAt.AddHours(1), false), (done.Status, done.DoneAt, done.IsOutstanding));
        var day = new DateOnly(2026, 3, 2);
        Assert.Equal(
            [new DemandGroup(DemandKind.Access, Channel.Web, day, new DateOnly(2026, 3, 18), DemandStatus.Answered, IsLate: true, IsExtended: false, 1)],
            (await _installation.Register.ReceivedAsync(Demo.Operator, day, day, Cancel)).Demands);
    }

    [Fact]
    public async Task What_no_letter_asked_for_is_listed_and_falls_away_with_the_file()
    {
        await ExecuteAsync("anna", Demo.Give(Demo.Start, expiresAt: Demo.Start.AddDays(1)));
        Assert.Empty(await ObligationsAsync());
        await ExecuteAsync("anna", new WakeUp(Demo.Start.AddDays(1)));
        var owed = Assert.Single(await ObligationsAsync());
        Assert.Equal((null, Duty.DestroyOnExpiry, 0, ObligationStatus.Open), (owed.Request, owed.Duty, owed.Demand, owed.Status));

        await ExecuteAsync("anna", new DestroySubject(Demo.Start.AddDays(2), "акт № 1"));
        Assert.Equal(ObligationStatus.Cancelled, Assert.Single(await ObligationsAsync()).Status);
    }

    [Fact]
    public async Task A_demand_that_wants_a_deed_and_no_answer_is_decided_by_its_last_deed_once_the_letter_is_closed()
    {
        await ExecuteAsync("anna", Demo.Give(Demo.Start));
        var number = await RegisterAsync("anna", Demo.Withdraw(Demo.Start));
        var destroy = (await ObligationsAsync()).Single(row => row.Duty == Duty.DestroyOnWithdrawal);
        await ExecuteAsync("anna", new FulfilObligation(Demo.Start.AddDays(9), number, destroy.Id, Demo.Start.AddDays(7), null, "акт № 1"));
        Assert.Null(Assert.Single(await DemandsAsync()).DecidedOn);
        await ExecuteAsync("anna", new CloseRequest(Demo.Start.AddDays(9), number));
        Assert.Equal(new DateOnly(2026, 3, 9), Assert.Single(await DemandsAsync()).DecidedOn);
    }

    [Fact]
    public async Task A_withdrawal_of_nothing_is_decided_when_it_is_closed()
    {
        var number = await RegisterAsync("anna", Demo.Withdraw(Demo.Start));
        await ExecuteAsync("anna", new CloseRequest(Demo.Start.AddDays(1), number));
        Assert.Equal(new DateOnly(2026, 3, 3), Assert.Single(await DemandsAsync()).DecidedOn);
    }

    [Fact]
    public async Task What_was_written_before_is_listed_from_the_journal_as_if_it_had_been_listed_at_once()
    {
        for (var i = 0; i < 450; i++) await RegisterAsync($"subject-{i % 430}", Demo.AskForAccess(Demo.Start));
        await ExecuteAsync("subject-3", new AssignRequest(Demo.Start, "2026-000004", "olga"));
        await ExecuteAsync("subject-4", new AskParticulars(Demo.Start, "2026-000005", [Particular.Document], null));
        var (owed, demands) = (await ObligationsAsync(), await DemandsAsync());
        Unlist();
        Assert.Empty(await ObligationsAsync());
        Assert.Equal(430, (await _installation.Register.UnlistedAsync(null, 1000, Cancel)).Count);

        await RebuildAsync();
        Assert.Equal(owed, await ObligationsAsync());
        Assert.Equal(demands, await DemandsAsync());
        Assert.Equal("olga", (await _installation.Register.FindRequestAsync(Demo.Operator, "2026-000004", Cancel))!.AssignedTo);
        var waiting = new RequestQuery(null, null, null, null, null, RequestOrder.Due, 10, null, Demo.Start, new DateOnly(2026, 3, 2)) { AwaitsApplicant = true };
        Assert.Equal(["2026-000005"], (await _installation.Register.RequestsAsync(Demo.Operator, waiting, Cancel)).Select(row => row.Number));
        Assert.Empty(await _installation.Register.UnlistedAsync(null, 10, Cancel));
        Assert.Single(await _installation.EventsAsync(Demo.File("subject-27")));
    }

    [Fact]
    public async Task A_damaged_file_is_left_out_and_does_not_hold_the_others()
    {
        foreach (var subject in (string[])["anna", "boris", "clara"]) await RegisterAsync(subject, Demo.AskForAccess(Demo.Start));
        Unlist();
        await _installation.DamageAsync(Demo.File("boris"));
        await RebuildAsync();
        Assert.Equal(["anna", "clara"], (await ObligationsAsync()).Select(row => row.Subject.Value));
        Assert.Equal([Demo.File("boris")], await _installation.Register.UnlistedAsync(null, 10, Cancel));
    }

    [Fact]
    public async Task Whoever_writes_meanwhile_has_the_last_word()
    {
        var number = await RegisterAsync("anna", Demo.AskForAccess(Demo.Start));
        Unlist();
        var answered = false;
        _installation.Journal.Before = async _ =>
        {
            if (answered) return;
            answered = true;
            await ExecuteAsync("anna", new AnswerDemand(Demo.Start.AddDays(1), number, 1, null));
        };
        await RebuildAsync();
        Assert.Equal(ObligationStatus.Met, Assert.Single(await ObligationsAsync()).Status);
        Assert.Equal(DemandStatus.Answered, Assert.Single(await DemandsAsync()).Status);
    }

    // The register as it was before it knew of demands and obligations.
    private void Unlist() => ((SqlStore)_installation.Store).Execute("DELETE FROM demands; DELETE FROM obligations; UPDATE requests SET listed = 0, assigned_to = NULL, awaits_applicant = 0");

    private async Task RebuildAsync()
    {
        using var rebuild = new RegisterRebuild(_installation.Register, _installation.Journal, _installation.Sealing, _installation.Catalogues, NullLogger<RegisterRebuild>.Instance);
        await rebuild.RebuildAsync(Cancel);
    }

    private async Task<string> RegisterAsync(string subject, RegisterRequest letter) => (await ExecuteAsync(subject, letter)).Events.OfType<RequestReceived>().Single().Number;

    private async Task<Outcome.Done> ExecuteAsync(string subject, FileCommand command) =>
        Assert.IsType<Outcome.Done>(await _engine.ExecuteAsync(Demo.File(subject), Demo.By(command), Cancel));

    private Task<IReadOnlyList<ObligationRow>> ObligationsAsync() => _installation.Register.ObligationsAsync(
        Demo.Operator, new ObligationQuery(null, null, null, null, null, 1000, null, _installation.Clock.Now, new DateOnly(2026, 3, 2)), Cancel);

    private async Task<IReadOnlyList<DemandGroup>> DemandsAsync() =>
        (await _installation.Register.ReceivedAsync(Demo.Operator, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), Cancel)).Demands;
}
