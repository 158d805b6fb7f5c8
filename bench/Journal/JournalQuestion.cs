using System.Collections.Immutable;

namespace Consent.Bench.Journal;

/// <summary>What the desk asks of the request journal, and the one statement that a program without us would prepare for it.</summary>
internal sealed record JournalQuestion(string Measure, string Query, string Sql, int Answers)
{
    public const int PageSize = 50;

    private const string Columns = "SELECT number, subject, received_at, received_on, channel, kinds, closed, due, ends_at, assigned_to FROM requests";
    private const string Page = "LIMIT 51";

    public static readonly ImmutableArray<JournalQuestion> All =
    [
        new("the first page, what burns first", "?status=open", $"{Columns} WHERE operator = 'bench' AND closed = 0 ORDER BY ends_at, number {Page}", PageSize),
        new("the first page, what came last", "?sort=-receivedAt", $"{Columns} WHERE operator = 'bench' ORDER BY -received_at, number {Page}", PageSize),
        new("a kind and a channel of the closed", "?status=closed&kind=rectification&channel=post&sort=-receivedAt",
            $"{Columns} WHERE operator = 'bench' AND closed = 1 AND instr(kinds, ',rectification,') > 0 AND channel = 'post' ORDER BY -received_at, number {Page}", PageSize),
        new("an executor with few letters", "?assigned=olga", $"{Columns} WHERE operator = 'bench' AND assigned_to = 'olga' ORDER BY ends_at, number {Page}", JournalSeeder.OfOlga),
        new("the beginning of a number", $"?q={JournalSeeder.Year}-0001", $"{Columns} WHERE operator = 'bench' AND number >= '{JournalSeeder.Year}-0001' AND number < '{JournalSeeder.Year}-0002' ORDER BY ends_at, number {Page}", PageSize),
        new("a name that one of a hundred has", $"?q={Uri.EscapeDataString(JournalSeeder.CommonName)}", Named(JournalSeeder.CommonName), PageSize),
        new("a name that few have", $"?q={Uri.EscapeDataString(JournalSeeder.RareName)}", Named(JournalSeeder.RareName), JournalSeeder.OfRareName),
    ];

    public static string Address(int question) => FormattableString.Invariant($"/journal/{question}");

    // A program that keeps names in the open: a table of words.
    private static string Named(string name) =>
        $"{Columns} WHERE operator = 'bench' AND subject IN (SELECT subject FROM words WHERE word = '{name}') ORDER BY ends_at, number {Page}";
}
