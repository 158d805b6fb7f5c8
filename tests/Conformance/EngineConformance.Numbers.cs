using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Conformance;

/// <summary>The request journal has neither gaps nor doubles.</summary>
public abstract partial class EngineConformance
{
    [Fact]
    public async Task Numbers_of_requests_have_neither_gaps_nor_doubles()
    {
        // A quarter is refused, a quarter comes from people not known yet, the rest shares ten files.
        var numbers = (await AtOnceAsync(100, RegisterAsync)).OfType<string>().ToList();
        Assert.Equal(75, numbers.Count);
        Assert.Equal(75, numbers.Distinct().Count());

        // A number that a refused letter held while later ones were given goes to the next letter.
        while (numbers.Count < numbers.Max(OrdinalOf)) numbers.Add((await RegisterAsync(0))!);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers.Select(OrdinalOf).Order());
        var (highest, missing) = await Installation.Register.NumbersAsync(Demo.Operator, Now.Year, Cancel);
        Assert.Equal(numbers.Count, highest);
        Assert.Empty(missing);

        async Task<string?> RegisterAsync(int i)
        {
            var file = i % 4 == 1 ? Demo.FileOfNobody : Demo.File($"subject-{i % 10}");
            var letter = i % 4 == 3 ? Demo.AskForUnknown(Now) : Demo.AskForAccess(Now);
            return await Engine.ExecuteAsync(file, Demo.By(letter), Cancel) is Outcome.Done done ? NumberOf(done) : null;
        }
    }

    [Fact]
    public async Task A_number_not_used_is_given_to_the_next_also_after_a_restart()
    {
        Assert.Equal(1, OrdinalOf(NumberOf(await DoneAsync("anna", Demo.AskForAccess(Now)))));
        Assert.IsType<Outcome.Refused>(await Engine.ExecuteAsync(Demo.File("anna"), Demo.By(Demo.AskForUnknown(Now)), Cancel));
        Assert.Equal(2, OrdinalOf(NumberOf(await DoneAsync("boris", Demo.AskForAccess(Now)))));
        await RestartAsync();
        Assert.Equal(3, OrdinalOf(NumberOf(await DoneAsync("anna", Demo.AskForAccess(Now)))));
    }

    [Fact]
    public async Task Two_engines_on_one_journal_give_no_number_twice()
    {
        IEngine[] engines = [Engine, Another()];
        var numbers = await AtOnceAsync(60, async i =>
            NumberOf(Assert.IsType<Outcome.Done>(await engines[i % 2].ExecuteAsync(Demo.File($"subject-{i % 14}"), Demo.By(Demo.AskForAccess(Now)), Cancel))));
        Assert.Equal(Enumerable.Range(1, 60), numbers.Select(OrdinalOf).Order());
    }

    [Fact]
    public async Task A_number_that_another_engine_gave_to_the_same_file_is_not_given_again()
    {
        // The engine has looked into the register and holds the first number ready.
        Assert.IsType<Outcome.Refused>(await Engine.ExecuteAsync(Demo.File("anna"), Demo.By(Demo.AskForUnknown(Now)), Cancel));

        var first = Assert.IsType<Outcome.Done>(await Another().ExecuteAsync(Demo.File("anna"), Demo.By(Demo.AskForAccess(Now)), Cancel));
        var second = await DoneAsync("anna", Demo.AskForAccess(Now));
        Assert.Equal([1, 2], new[] { first, second }.Select(done => OrdinalOf(NumberOf(done))));
    }

    private static string NumberOf(Outcome.Done done) => done.Events.OfType<RequestReceived>().Single().Number;

    private static int OrdinalOf(string number) => RequestNumbers.Parse(number).Ordinal;
}
