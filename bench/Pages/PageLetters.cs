using Consent.Bench.Data;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Bench.Pages;

/// <summary>The letters of two years, one of each person, evenly spread: which number each has, what it asks, and how it went. Of every age some are open, as at
/// a desk that keeps its terms: most of the last week, half of what has thirty days, one of fifty of what is too late.</summary>
internal sealed class PageLetters(int letters, DateTimeOffset now)
{
    private static readonly TimeSpan Years = TimeSpan.FromDays(730);
    private static readonly TimeSpan Calm = TimeSpan.FromHours(12);

    private static readonly TextRef Text = new(BenchCatalogue.TextCode, new TextVersion("1", IsNumber: true));

    public int Count => letters;

    public static string Subject(int index) => FormattableString.Invariant($"p-{index:0000000}");

    public DateTimeOffset ReceivedAt(int index) => Microseconds.Round(now - Years + ((Years - TimeSpan.FromHours(6)) * ((double)index / letters)));

    public string Number(int index)
    {
        var year = ReceivedAt(index).Year;
        var (low, high) = (0, index);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ReceivedAt(middle).Year < year) low = middle + 1;
            else high = middle;
        }

        return RequestNumbers.Format(year, index - low + 1);
    }

    /// <summary>The whole file of a person: a consent of every second one, and the letter.</summary>
    public Append File(int index, Rules rules, Sealing sealing)
    {
        var (received, number) = (ReceivedAt(index), Number(index));
        var age = now - received;
        var kind = KindOf(index, age);
        var isOpen = age.TotalDays < 8 ? index % 4 != 0 : age.TotalDays < 26 ? index % 2 == 0 : age.TotalDays < 60 && index % 50 == 0;
        var consent = index % 2 == 0 ? [Consent()] : Array.Empty<FileCommand>();
        var letter = new RegisterRequest(
            received, number, received, ChannelOf(index), [new Demand(1, kind, [], null)], new Applicant(new Personal("Заявитель"), null, null, null), null, new Personal("Прошу."));
        FileCommand[] assigned = index % 3 == 0 ? [new AssignRequest(received.AddMinutes(1), number, index % 9 == 0 ? "anna" : "boris")] : [];
        if (index % 40_000 == 7) assigned = [new AssignRequest(received.AddMinutes(1), number, "olga")];

        if (isOpen)
        {
            // What the clock would have said by now is in the file; what it would say within hours must not be said in the middle of a run.
            var commands = new List<FileCommand>([letter, .. assigned, .. consent]);
            var append = Seeder.Prepare(Subject(index), commands, rules, sealing, out var file);
            while (WakeUps.Next(file) is { } next && next <= now)
            {
                commands.Add(new WakeUp(next));
                append = Seeder.Prepare(Subject(index), commands, rules, sealing, out file);
            }

            if (WakeUps.Next(file) is not { } wake || wake > now + Calm) return append;
        }

        var closed = Microseconds.Round(received + TimeSpan.FromTicks(Math.Min(TimeSpan.FromDays(1 + (index % 14)).Ticks, age.Ticks / 2)));
        FileCommand end = kind == DemandKind.Access ? new AnswerDemand(closed, number, 1, new Personal("Ответ.")) : new WithdrawRequest(closed, number, null);
        return Seeder.Prepare(Subject(index), [letter, .. assigned, end, .. consent], rules, sealing, out _);
    }

    // Where a letter is open for long, the law gives it thirty days.
    private static DemandKind KindOf(int index, TimeSpan age) => age.TotalDays is > 8 and < 26 && index % 2 == 0 ? DemandKind.Withdrawal : (index % 7) switch
    {
        0 => DemandKind.Withdrawal,
        1 => DemandKind.Rectification,
        2 => index % 700 == 2 ? DemandKind.Incident : DemandKind.StopProcessing,
        _ => DemandKind.Access,
    };

    private static Channel ChannelOf(int index) => (index % 4) switch { 0 => Channel.Web, 1 => Channel.Email, 2 => Channel.Post, _ => Channel.Phone };

    private GiveConsent Consent() => new(
        now.AddMinutes(-1), new PurposeCode(BenchCatalogue.Newsletter), Text, now.AddMinutes(-1), null, Stories.Evidence());
}
