using System.Globalization;
using System.Text;
using Consent.Bench.Data;
using Consent.Bench.Load;
using Consent.Storage;

namespace Consent.Bench.Pages;

/// <summary>A page as it is measured.</summary>
/// <param name="Load">Made for one of the two services: numbers and cursors differ.</param>
internal sealed record PageQuestion(string Measure, Func<PagesStand, PageLoad> Load)
{
    private const int PageSize = 50;
    private const string Row = "data-href=\"/desk/requests/";
    private const string AnyTitle = "<h1";

    /// <summary>Every page of the desk and of the subject.</summary>
    public static IEnumerable<PageQuestion> All =>
    [
        Desk("Сегодня", "", Row, 10),

        Journal("first page", "", PageSize),
        Journal("open, what burns first", "?status=open"),
        Journal("closed", "?status=closed", PageSize),
        Journal("what came last", "?sort=-receivedAt", PageSize),
        Journal("by the day of receipt", "?sort=receivedOn", PageSize),
        Journal("closed, what came last", "?status=closed&sort=-receivedAt", PageSize),
        Deep("deep page, what burns first", RequestOrder.Due, ""),
        Deep("deep page, what came last", RequestOrder.ReceivedAtDescending, "&sort=-receivedAt"),
        Deep("deep page, by the day of receipt", RequestOrder.ReceivedOn, "&sort=receivedOn"),
        Journal("a common kind", "?kind=access", PageSize),
        Journal("a common kind, what came last", "?kind=access&sort=-receivedAt", PageSize),
        Journal("a rare kind", "?kind=incident"),
        Journal("a kind that no letter has", "?kind=authority-inquiry", 0),
        Journal("a channel", "?channel=post", PageSize),
        Journal("a kind and a channel of the closed, what came last", "?status=closed&kind=rectification&channel=post&sort=-receivedAt"),
        Journal("a common kind by a channel that it never comes by", "?kind=withdrawal&channel=authority", 0),
        Journal("an executor with a tenth of all", "?assigned=anna", PageSize),
        Journal("an executor with a tenth of all, open", "?assigned=anna&status=open"),
        Journal("an executor with few letters", "?assigned=olga", 1),
        Journal("nobody's", "?unassigned=true", PageSize),
        Journal("nobody's, open", "?unassigned=true&status=open"),
        Journal("an executor, open, what came last", "?assigned=anna&status=open&sort=-receivedAt"),
        Journal("open by an executor, a kind and a channel, what came last", "?status=open&sort=-receivedAt&kind=access&channel=phone&assigned=anna"),
        Journal("overdue", "?due=overdue"),
        Journal("due today", "?due=today", 0),
        Journal("due within a week", "?due=week"),
        Journal("due within a week, what came last", "?due=week&sort=-receivedAt"),
        new("Журнал обращений: received in a month of the year before", stand => PagesStand.Page(
            "a month", ["/desk/requests" + Month(stand.Letters.ReceivedAt(stand.Letters.Count / 3))], stand.DeskKey, Row, 1)),
        new("Журнал обращений: received in a month, of one kind and executor", stand => PagesStand.Page(
            "a month", ["/desk/requests" + Month(stand.Letters.ReceivedAt(stand.Letters.Count / 3)) + "&kind=access&assigned=anna"], stand.DeskKey, Row, 1)),
        new("Журнал обращений: a whole number", stand => PagesStand.Page(
            "numbers", [.. stand.Some(100).Select(index => "/desk/requests?q=" + stand.Letters.Number(index))], stand.DeskKey, Row, 1)),
        new("Журнал обращений: the beginning of a number", stand => PagesStand.Page("number", ["/desk/requests?q=" + stand.Letters.Number(stand.Letters.Count / 2)[..6]], stand.DeskKey, Row, 1)),
        Journal("a place in the year", "?q=17", 1),
        new("Журнал обращений: a subject", stand => PagesStand.Page(
            "subjects", [.. stand.Some(100).Select(index => "/desk/requests?q=" + PageLetters.Subject(index))], stand.DeskKey, Row, 1)),
        Journal("the beginning of a tenth of all subjects", "?q=p-09", 0),
        Journal("a word of a name that one of a hundred has", "?q=" + Uri.EscapeDataString(PagesStand.CommonName), 10),
        Journal("the same, open, what came last", "?status=open&sort=-receivedAt&q=" + Uri.EscapeDataString(PagesStand.CommonName), 1),
        Journal("a word of a name that few have", "?q=" + Uri.EscapeDataString(PagesStand.RareName), 2),
        Journal("two words, a common and a rare", "?q=" + Uri.EscapeDataString($"{PagesStand.CommonName} {PagesStand.RareName}"), 0),
        Journal("an e-mail address", "?q=" + Uri.EscapeDataString(PagesStand.Email), 1),
        Journal("a word that one of a hundred has, by a channel that none of them came by", "?channel=web&q=" + Uri.EscapeDataString(PagesStand.CommonName), 0),
        Journal("a word that nobody has", "?q=" + Uri.EscapeDataString("Ненайденный"), 0),

        new("Обращение: closed, each asked once in a while", stand => PagesStand.Page(
            "requests", [.. stand.Some(2000).Select(index => "/desk/requests/" + stand.Letters.Number(index))], stand.DeskKey, AnyTitle, 1)),
        new("Обращение: open", stand => PagesStand.Page("request", ["/desk/requests/" + stand.Own], stand.DeskKey, AnyTitle, 1)),
        new("Решение: the answer of ст. 14 ч. 7", stand => PagesStand.Page("decision", [$"/desk/requests/{stand.Own}/decision?demand=1&kind=answer"], stand.DeskKey, AnyTitle, 1)),
        new("Решение: an extension, seen as its letter", stand => stand.Form(
            "decision", $"/desk/requests/{stand.Own}/decision?demand=1&kind=extend", "demand=1&reason=" + Uri.EscapeDataString("Данные собираются из архива"), AnyTitle)),
        Desk("Регистрация", "/register", AnyTitle),
        new("Регистрация: the terms before saving", stand => stand.Form(
            "terms", "/desk/register", $"step=terms&channel=post&applicant.name=Anna&applicant.contact=anna@example.ru&subject={stand.Person}&demands[0].kind=access&receivedAt={Uri.EscapeDataString(DateTime.UtcNow.AddHours(-3).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture))}", AnyTitle)),
        Desk("Согласия: texts and purposes", "/consents", AnyTitle),
        new("Согласия: a person, each asked once in a while", stand => PagesStand.Page(
            "persons", [.. stand.Some(2000).Select(index => "/desk/consents/" + PageLetters.Subject(index))], stand.DeskKey, AnyTitle, 1)),
        Desk("Сроки", "/terms", AnyTitle),
        Desk("Сроки: the calculator", "/terms?what=access&on=2026-04-30", AnyTitle),
        Desk("Сроки: the calendar of a year", "/terms/calendar?year=2026", AnyTitle),

        Entries("last entries", "", 20),
        Entries("a request", null, 1),
        Entries("a kind that every letter has", "?kind=request-received", 0),
        Entries("a kind that few have", "?kind=purpose-defined", 0),
        Entries("a kind that nobody has", "?kind=data-rectified", 0),
        Entries("an actor that nobody is", "?actor=person:nobody", 0),
        Entries("a month", "?from=2026-01-01&to=2026-01-31", 0),
        Desk("Журнал событий: checkpoints", "/journal/proof", AnyTitle),
        Desk("Журнал доступа", "/journal/access", AnyTitle),
        Desk("Журнал доступа: a subject", "/journal/access?subject=" + PagesStand.Rare, AnyTitle),

        Desk("Настройки: operator", "/settings", AnyTitle),
        Desk("Настройки: contract terms", "/settings/contract", AnyTitle),
        Desk("Настройки: people", "/settings/people", AnyTitle),
        Desk("Настройки: keys", "/settings/keys", AnyTitle),
        Desk("Настройки: purposes", "/settings/purposes", AnyTitle),
        Desk("Настройки: a purpose", "/settings/purposes/" + BenchCatalogue.Newsletter, AnyTitle),
        Desk("Настройки: texts", "/settings/texts", AnyTitle),
        Desk("Настройки: a text", "/settings/texts/" + BenchCatalogue.OldTextCode, AnyTitle),
        Desk("Настройки: sign-in", "/settings/provider", AnyTitle),

        Open("the operator's page", "/o/bench"),
        Open("the form", "/o/bench/request?kind=access"),
        Open("find one's own request", "/o/bench/status"),
        Open("the operator's link", "/o/bench/link"),
        Mine("one's own file", "/me"),
        new("Субъект: one's own request", stand => PagesStand.Page("own request", ["/me/requests/" + stand.Own], stand.SubjectKey, AnyTitle, 1)),
        Mine("a new request", "/me/request?kind=access"),

        // These write a reading into the file itself, which grows by them.
        new("Обращение: personal data shown with a reason", stand => stand.Form("reveal", $"/desk/requests/{stand.Own}/reveal", "reason=bench", AnyTitle)),
        new("Регистрация: a subject is found by an e-mail address", stand => stand.Form(
            "find", "/desk/register", $"step=find&channel=post&applicant.contact={Uri.EscapeDataString(stand.OwnEmail)}", stand.Person)),
    ];

    private static PageQuestion Desk(string name, string path, string mark, int times = 1) => new(name, stand => PagesStand.Page(name, ["/desk" + path], stand.DeskKey, mark, times));

    private static PageQuestion Journal(string name, string query, int rows = 1) => new("Журнал обращений: " + name, stand => PagesStand.Page(name, ["/desk/requests" + query], stand.DeskKey, rows == 0 ? AnyTitle : Row, Math.Max(1, rows)));

    private static PageQuestion Entries(string name, string? query, int rows) => new(
        "Журнал событий: " + name, stand => PagesStand.Page(name, ["/desk/journal" + (query ?? "?request=" + stand.Letters.Number(stand.Letters.Count / 2))], stand.DeskKey, rows == 0 ? AnyTitle : "<td data-label=\"№\"", Math.Max(1, rows)));

    private static PageQuestion Open(string name, string path) => new("Субъект: " + name, stand => PagesStand.Page(name, [path], null, AnyTitle, 1));

    private static PageQuestion Mine(string name, string path) => new("Субъект: " + name, stand => PagesStand.Page(name, [path], stand.SubjectKey, AnyTitle, 1));

    // The page that begins in the middle of the letters.
    private static PageQuestion Deep(string name, RequestOrder order, string query) => new("Журнал обращений: " + name, stand =>
    {
        var (received, number) = (stand.Letters.ReceivedAt(stand.Letters.Count / 2), stand.Letters.Number(stand.Letters.Count / 2));
        var key = order switch
        {
            RequestOrder.Due => RequestSort.Never,
            RequestOrder.ReceivedOn => DateOnly.FromDateTime(received.UtcDateTime).DayNumber,
            _ => -Microseconds.Of(received),
        };
        var cursor = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{key} {number}")));
        return PagesStand.Page(name, [$"/desk/requests?cursor={cursor}{query}"], stand.DeskKey, Row, PageSize);
    });

    private static string Month(DateTimeOffset day) => FormattableString.Invariant($"?receivedFrom={day:yyyy-MM-dd}&receivedTo={day.AddDays(30):yyyy-MM-dd}");
}
