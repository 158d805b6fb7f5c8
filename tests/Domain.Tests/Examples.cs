using System.Globalization;

namespace Consent.Domain.Tests;

/// <summary>Examples told as: given what has happened, when an order comes, then this happens or is refused.</summary>
public abstract class Examples
{
    private protected static Story Given(params FileEvent[] history) => Under(Shop.Rules, history);

    private protected static Story Under(Rules rules, params FileEvent[] history) =>
        new(history.Aggregate(SubjectFile.Empty, (file, happened) => file.Evolve(happened)), rules, Decision.Nothing);

    /// <summary>An instant by Moscow's clock: <c>"2026-03-02 10:00"</c>.</summary>
    private protected static DateTimeOffset Msk(string local) => Clocks.Msk(local);

    private protected static DateTimeOffset Utc(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private protected static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private protected static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
}

internal static class Clocks
{
    public static DateTimeOffset Msk(string local) => DateTimeOffset.Parse(local + " +03:00", CultureInfo.InvariantCulture);
}

/// <summary>A file, the rules it lives under and what was decided last.</summary>
internal sealed record Story(SubjectFile File, Rules Rules, Decision Decision)
{
    /// <summary>Events of an accepted order are folded in, so a story may go on.</summary>
    public Story When(FileCommand command)
    {
        var decision = SubjectFileDecider.Decide(File, command, Rules);
        var file = decision is Decision.Accepted accepted ? accepted.Events.Aggregate(File, (f, happened) => f.Evolve(happened)) : File;
        return new Story(file, Rules, decision);
    }

    public IReadOnlyList<FileEvent> Events => Assert.IsType<Decision.Accepted>(Decision).Events;

    public Story Then(params FileEvent[] expected)
    {
        Assert.Equal(Structure.Of(expected), Structure.Of(Events));
        return this;
    }

    public Story ThenNothing() => Then();

    public T ThenRefused<T>() where T : Refusal => Assert.IsType<T>(Assert.IsType<Decision.Refused>(Decision).Refusal);

    public CheckAnswer Check(PurposeCode purpose, DateTimeOffset at) => ProcessingCheck.Answer(File, purpose, Rules.Catalogue, at);

    public Story ThenCheck(PurposeCode purpose, DateTimeOffset at, bool allowed, CheckReason reason)
    {
        var answer = Check(purpose, at);
        Assert.Equal((allowed, reason), (answer.Allowed, answer.Reason));
        return this;
    }

    public IReadOnlyList<Obligation> Obligations(string number = Shop.Number) => File.Request(number)!.Obligations;

    public Obligation Obligation(Duty duty, Origin origin = Origin.Law) => Obligations().Single(o => o.Duty == duty && o.Origin == origin);
}
