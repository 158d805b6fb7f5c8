using Consent.Bench;
using Consent.Bench.Bare;
using Consent.Bench.Journal;
using Consent.Bench.Load;

try
{
    if (args is ["bare", var database]) return await BareServer.RunAsync(database);
    if (args is ["bare-journal", var journal]) return await BareJournal.RunAsync(journal);
    if (BenchOptions.Read(args) is not { } options) return ExitCodes.BadArguments;
    HttpConnection.ChooseCheapSockets();
    return await BenchRun.RunAsync(options);
}
catch (WrongAnswerException wrong)
{
    await Console.Error.WriteLineAsync($"bench: a wrong answer, nothing else counts. {wrong.Message}");
    return ExitCodes.WrongAnswer;
}

/// <summary>What the bench tells whoever runs it; a goal not met is a row of the table, not a failure.</summary>
internal static class ExitCodes
{
    public const int BadArguments = 2;
    public const int WrongAnswer = 3;
}
