using Consent.Conformance;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine.Tests;

/// <summary>Numbers of the request journal: the next, or the lowest that nobody used.</summary>
public sealed class NumberingTests : IAsyncLifetime
{
    private readonly List<string> _offered = [];
    private Installation _installation = null!;
    private Numbering _numbering = null!;

    private static RegisterRequest Letter => Demo.AskForAccess(Demo.Start);

    public async ValueTask InitializeAsync()
    {
        _installation = await Installation.NewAsync();
        _numbering = new Numbering(_installation.Register);
    }

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task The_year_of_a_number_is_the_operators()
    {
        // 31 December in Greenwich, already New Year in Moscow.
        var eve = new DateTimeOffset(2026, 12, 31, 21, 30, 0, TimeSpan.Zero);
        await RunAsync(Demo.AskForAccess(eve), Use);
        await RunAsync(Demo.AskForAccess(eve.AddHours(-1)), Use);
        Assert.Equal(["2027-000001", "2026-000001"], _offered);
    }

    [Fact]
    public async Task A_letter_of_nobody_gets_a_file_named_by_its_number()
    {
        var done = Assert.IsType<Outcome.Done>(await RunAsync(Letter, Use, Demo.FileOfNobody));
        Assert.Equal("demo/~2026-000001", done.File.ToString());
    }

    [Fact]
    public async Task A_command_without_a_number_takes_none()
    {
        await _numbering.ExecuteAsync(Demo.File("anna"), Demo.By(Demo.Give(Demo.Start)), Rules, (file, _) => Task.FromResult<Outcome?>(new Outcome.Done(file, 1, [])));
        await RunAsync(Letter, Use);
        Assert.Equal(["2026-000001"], _offered);
    }

    [Fact]
    public async Task What_a_refused_letter_held_goes_to_the_next()
    {
        await RunAsync(Letter, (_, _) => new Outcome.Refused(new NoDemands()));
        await RunAsync(Letter, (_, _) => new Outcome.KeyUsedForAnother());
        await RunAsync(Letter, Use);
        await RunAsync(Letter, Use);
        Assert.Equal(["2026-000001", "2026-000001", "2026-000001", "2026-000002"], _offered);
    }

    [Fact]
    public async Task What_a_repeated_letter_held_goes_to_the_next()
    {
        var first = await RunAsync(Letter, Use);
        await RunAsync(Letter, (_, _) => first);
        await RunAsync(Letter, Use);
        Assert.Equal(["2026-000001", "2026-000002", "2026-000002"], _offered);
    }

    [Fact]
    public async Task The_lowest_of_those_given_back_goes_first()
    {
        TaskCompletionSource<Outcome?>[] waiting = [new(), new(), new()];
        var running = waiting.Select(wait => RunAsync(Letter, wait.Task)).ToArray();
        foreach (var i in new[] { 2, 0, 1 })
        {
            waiting[i].SetResult(new Outcome.Refused(new NoDemands()));
            await running[i];
        }

        for (var i = 0; i < 4; i++) await RunAsync(Letter, Use);
        Assert.Equal(["2026-000001", "2026-000002", "2026-000003", "2026-000004"], _offered.Skip(3));
    }

    [Fact]
    public async Task A_number_taken_by_another_is_replaced_by_what_the_register_says()
    {
        var engine = new EmbeddedEngine(_installation.Journal, _installation.Sealing, _installation.Catalogues, new Numbering(_installation.Register), _installation.Clock);
        await RunAsync(Letter, (_, _) => new Outcome.Refused(new NoDemands()));
        for (var i = 0; i < 3; i++) await engine.ExecuteAsync(Demo.File("anna"), Demo.By(Letter), TestContext.Current.CancellationToken);

        await RunAsync(Letter, (file, number) => number == "2026-000001" ? null : Use(file, number));
        Assert.Equal(["2026-000001", "2026-000001", "2026-000004"], _offered);
    }

    [Fact]
    public async Task After_a_failure_of_unknown_end_the_register_is_asked()
    {
        await Assert.ThrowsAsync<StorageUnavailableException>(() => RunAsync(Letter, Task.FromException<Outcome?>(new StorageUnavailableException("gone"))));
        await RunAsync(Letter, Use);
        Assert.Equal(["2026-000001", "2026-000001"], _offered);
    }

    [Fact]
    public async Task A_failure_elsewhere_does_not_give_one_file_the_same_number_twice()
    {
        var engine = new EmbeddedEngine(_installation.Journal, _installation.Sealing, _installation.Catalogues, _numbering, _installation.Clock);
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _installation.Journal.Before = append =>
        {
            if (append.File == Demo.File("boris")) throw new StorageUnavailableException("gone");
            reached.TrySetResult();
            return release.Task;
        };

        // While Anna's first letter is being written, Boris's fails, and the register, asked again, knows of no number yet.
        var first = engine.ExecuteAsync(Demo.File("anna"), Demo.By(Letter), TestContext.Current.CancellationToken);
        await reached.Task;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => engine.ExecuteAsync(Demo.File("boris"), Demo.By(Letter), TestContext.Current.CancellationToken));
        var second = engine.ExecuteAsync(Demo.File("anna"), Demo.By(Letter), TestContext.Current.CancellationToken);
        release.SetResult();

        Assert.Equal(["2026-000001", "2026-000002"], (await Task.WhenAll(first, second)).Select(outcome => ((Outcome.Done)outcome).Events.OfType<RequestReceived>().Single().Number));
    }

    private Rules Rules => _installation.Catalogues.For(Demo.Operator)!;

    private Task<Outcome> RunAsync(RegisterRequest letter, Func<FileKey, string, Outcome?> answer, FileKey? file = null) =>
        _numbering.ExecuteAsync(file ?? Demo.File("anna"), Demo.By(letter), Rules, (own, envelope) =>
        {
            var number = ((RegisterRequest)envelope.Command).Number;
            _offered.Add(number);
            return Task.FromResult(answer(own, number));
        });

    private Task<Outcome> RunAsync(RegisterRequest letter, Task<Outcome?> answer) =>
        _numbering.ExecuteAsync(Demo.File("anna"), Demo.By(letter), Rules, (_, envelope) =>
        {
            _offered.Add(((RegisterRequest)envelope.Command).Number);
            return answer;
        });

    private static Outcome.Done Use(FileKey file, string number) =>
        new(file, 1, [new RequestReceived(Demo.Start, number, new DateOnly(2026, 3, 2), Channel.Web, [], [], [], null, null, null)]);
}
