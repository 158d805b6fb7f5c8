using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What stands in a cell: words, a number, a day, or a day with its time; nothing where there is none.</summary>
internal readonly record struct JournalCell(string? Text = null, long? Number = null, DateTime? At = null, bool HasTime = false)
{
    public static JournalCell Day(DateOnly? day) => new(At: day?.ToDateTime(TimeOnly.MinValue));

    public static JournalCell Instant(DateTime? at) => new(At: at, HasTime: true);

    public static implicit operator JournalCell(string? text) => new(text);

    /// <summary>As a person reads it.</summary>
    public override string ToString() =>
        Number?.ToString(CultureInfo.InvariantCulture) ?? At?.ToString(HasTime ? "dd.MM.yyyy HH:mm" : "dd.MM.yyyy", CultureInfo.InvariantCulture) ?? Text ?? "";
}

/// <summary>A column of the request journal: the key of its heading, its width in characters, and what stands in it.</summary>
internal sealed record JournalColumn(string Key, int Width, Func<JournalCase, JournalCell> Cell)
{
    public string Heading(Rules rules) => Texts.Get("RequestJournal." + Key, rules.Zone.Id);
}

/// <summary>The columns of журнал учёта обращений субъектов: those of the public samples, and those a term can be proved by.</summary>
internal static class JournalColumns
{
    private const int MostText = 500;

    /// <summary>The number in the table itself comes before them.</summary>
    public static readonly JournalColumn[] All =
    [
        new("number", 14, of => of.Request.Number),
        new("receivedAt", 17, of => JournalCell.Instant(of.Local(of.Request.ReceivedAt))),
        new("channel", 18, of => Texts.Get("Channel." + Words.Of(of.Request.Channel))),
        new("applicant", 28, of => of.Show(of.Received.Applicant?.Name)),
        new("document", 14, Document),
        new("representative", 30, Representative),
        new("kinds", 30, of => Each(of.Request.Demands.Select(demand => Texts.Get("Kind." + Words.Of(demand.Kind))))),
        new("content", 40, Content),
        new("purposes", 24, Purposes),
        new("blocked", 12, of => JournalCell.Day(Blocked(of))),
        new("unblocked", 14, of => JournalCell.Day(of.Events<BlockLifted>().LastOrDefault() is { } lifted ? of.Rules.DayOf(lifted.At) : null)),
        new("due", 12, of => JournalCell.Day(Governing(of.Received.Obligations).Min(obligation => (DateOnly?)obligation.Deadline.Due))),
        new("terms", 38, of => Each(Governing(of.Request.Obligations).OrderBy(o => o.Deadline.EndsAt).Select(o => $"{Day(o.Deadline.Due)} ({o.Article})"))),
        new("extendedTo", 12, of => JournalCell.Day(of.Events<RequestExtended>().LastOrDefault()?.Deadline.Due)),
        new("extension", 34, of => Each(of.Events<RequestExtended>().Select(extended => $"{Day(of.Rules.DayOf(extended.At))}: {of.Show(extended.Reason)}"))),
        new("systems", 28, of => Each(of.Events<DataProvided>().Select(provided => $"{provided.System}: {Day(of.Rules.DayOf(provided.At))}"))),
        new("decision", 26, of => Each(of.Request.Demands.Select(demand => Texts.Get("RequestJournal.decision." + Words.Of(demand.Status))))),
        new("article", 22, of => Each(of.Own.Select(pair => pair.Event).Select(ArticleOf))),
        new("answeredOn", 12, of => JournalCell.Day(Answer(of) is { } answer ? of.Rules.DayOf(answer.At) : null)),
        new("answeredBy", 18, of => Answer(of)?.By is { } by ? Texts.Get("Channel." + Words.Of(by)) : null),
        new("acts", 22, of => Each(of.Events<ObligationFulfilled>().Select(fulfilled => fulfilled.Reference))),
        new("consents", 18, of => Each(of.Events<ConsentWithdrawn>().Select(withdrawn => RecordIds.Of(of.Subject, withdrawn.Consent)))),
        new("calendar", 34, of => Each(of.Request.Obligations.Select(obligation => obligation.Deadline.Calendar))),
        new("status", 12, of => Texts.Get("RequestJournal.status." + (of.Request.IsClosed ? "closed" : "open"))),
        new("closedOn", 12, of => JournalCell.Day(of.Request.ClosedAt is { } closed ? of.Rules.DayOf(closed) : null)),
        new("changes", 22, of => $"{of.Own.Length}; {JournalCell.Instant(of.Local(of.Own[^1].Entry.At))}"),
        new("assigned", 22, of => of.Request.AssignedTo),
        new("signature", 16, _ => default),
    ];

    // The end is enough to tell one from another; the whole of it the journal does not keep.
    private static JournalCell Document(JournalCase of) =>
        of.Received.Applicant?.Document is not { } document ? default
        : of.IsMasked || document.Number.IsDestroyed ? of.Show(document.Number)
        : "…" + document.Number.Value[Math.Max(document.Number.Value.Length - 4, document.Number.Value.Length / 2)..];

    private static JournalCell Representative(JournalCase of) => of.Received.Applicant?.Representative is { } representative
        ? string.Join(", ", ((string?[])[of.Show(representative.Name), of.Show(representative.Authority), representative.ValidUntil is { } until ? Texts.Get("RequestJournal.until", Day(until)) : null]).OfType<string>())
        : null;

    private static JournalCell Content(JournalCase of) =>
        Each(of.Received.Demands.Select(demand => demand.Details).Prepend(of.Received.Content).Select(of.Show)) is { Text: { Length: > MostText } text } ? text[..MostText] + "…"
        : Each(of.Received.Demands.Select(demand => demand.Details).Prepend(of.Received.Content).Select(of.Show));

    private static JournalCell Purposes(JournalCase of) => Each(of.Request.Demands.SelectMany(demand => demand.Purposes).Select(code =>
        of.Rules.Catalogue.Purposes.TryGetValue(code, out var purpose) ? (Texts.Culture.Name == "en" ? purpose.Title.En : null) ?? purpose.Title.Ru : code.Value));

    // At once by what the letter demands, or later by a person.
    private static DateOnly? Blocked(JournalCase of) =>
        DemandKinds.EffectsAtReceipt(of.Received).Any(effect => effect is Blocked) ? of.Request.ReceivedOn
        : of.Events<ProcessingBlocked>().FirstOrDefault() is { } blocked ? of.Rules.DayOf(blocked.At)
        : null;

    // To acknowledge is no term of the demands, and what is due at once has no day to wait for.
    private static IEnumerable<Obligation> Governing(IEnumerable<Obligation> obligations) =>
        obligations.Where(obligation => obligation is { Governs: true, Demand: > 0, Term: not (Immediately or Before) });

    private static (DateTimeOffset At, Channel? By)? Answer(JournalCase of) => of.Own.Select(pair => pair.Event switch
    {
        DemandAnswered answered => (answered.At, answered.By ?? of.Request.ReplyBy),
        DemandRefused refused => (refused.At, refused.By ?? of.Request.ReplyBy),
        _ => ((DateTimeOffset At, Channel? By)?)null,
    }).LastOrDefault(answer => answer is not null);

    private static string? ArticleOf(FileEvent happened) => happened switch
    {
        DemandAnswered answered => answered.Article,
        DemandRefused refused => refused.Article,
        ObligationReleased released => released.Article,
        _ => null,
    };

    private static JournalCell Each(IEnumerable<string?> words) => string.Join("; ", words.Where(word => !string.IsNullOrWhiteSpace(word)).Distinct()) is { Length: > 0 } text ? text : null;

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
