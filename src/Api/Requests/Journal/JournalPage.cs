using System.Globalization;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The request journal to print: what belongs together stands in one column, so that a sheet of A4 holds it.</summary>
internal static class JournalPage
{
    private const string Style = """
        @page { size: A4 landscape; margin: 10mm; } * { box-sizing: border-box; }
        body { font: 7.5pt/1.35 "Liberation Sans", "DejaVu Sans", Arial, sans-serif; color: #1a1a1a; margin: 0; } h1 { font-size: 13pt; margin: 0 0 2mm; } p { margin: 0 0 4mm; color: #444; }
        table { border-collapse: collapse; width: 100%; table-layout: fixed; } thead { display: table-header-group; } tr { break-inside: avoid; }
        th, td { border: .3pt solid #888; padding: 1mm 1.2mm; vertical-align: top; text-align: left; overflow-wrap: anywhere; } th { background: #e8eef4; font-size: 7.5pt; }
        td div + div { margin-top: .8mm; } small { color: #555; font-size: 6.5pt; }
        """;

    // The width of each in parts of a hundred; a column of one thing says its name in the heading alone.
    private static readonly (string Heading, int Width, string[] Keys)[] Columns =
    [
        ("received", 11, ["number", "receivedAt", "channel"]),
        ("who", 13, ["applicant", "document", "representative"]),
        ("what", 16, ["kinds", "content", "purposes", "consents"]),
        ("terms", 14, ["terms", "extendedTo", "extension"]),
        ("blocking", 9, ["blocked", "unblocked"]),
        ("systems", 9, ["systems"]),
        ("decision", 14, ["decision", "article", "answeredOn", "answeredBy", "acts"]),
        ("state", 11, ["status", "closedOn", "assigned", "signature"]),
    ];

    private static readonly Dictionary<string, JournalColumn> ByKey = JournalColumns.All.ToDictionary(column => column.Key);

    public static string Of(IReadOnlyList<JournalCase> cases, JournalPeriod period, Rules rules)
    {
        var title = Texts.Get("RequestJournal.title");
        var about = Texts.Get(
            "RequestJournal.about", rules.Catalogue.Profile?.LegalName ?? "", Day(period.From), Day(period.To), JournalCell.Instant(TimeZoneInfo.ConvertTime(period.Until, rules.Zone).DateTime), rules.Zone.Id, cases.Count);
        return Html.Of($"""
            <!doctype html><html lang="{Texts.Culture.Name}"><head><meta charset="utf-8"><title>{title}</title><style>{Html.Raw(Style)}</style></head><body><h1>{title}</h1><p>{about}</p>
            <table><colgroup><col style="width:3%">{Html.Join(Columns.Select(column => Html.Of($"<col style=\"width:{column.Width}%\">")))}</colgroup>
            <thead><tr><th>{Texts.Get("RequestJournal.ordinal")}</th>{Html.Join(Columns.Select(column => Html.Of($"<th>{Texts.Get("RequestJournal.page." + column.Heading)}</th>")))}</tr></thead>
            <tbody>{Html.Join(cases.Select((of, i) => Row(of, i + 1, rules)))}</tbody></table></body></html>
            """).ToString();
    }

    private static Html Row(JournalCase of, int ordinal, Rules rules) => Html.Of($"<tr><td>{ordinal}</td>{Html.Join(Columns.Select(column => Html.Of($"<td>{Html.Join(column.Keys.Select((key, i) => Line(of, key, isNamed: i > 0, rules)))}</td>")))}</tr>");

    private static Html Line(JournalCase of, string key, bool isNamed, Rules rules)
    {
        var column = ByKey[key];
        if (column.Cell(of).ToString() is not { Length: > 0 } text) return key == "signature" ? Html.Of($"<div><small>{column.Heading(rules)}:</small><br><br></div>") : Html.Nothing;
        return isNamed ? Html.Of($"<div><small>{column.Heading(rules)}:</small> {text}</div>") : Html.Of($"<div>{text}</div>");
    }

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
