using Consent.Storage;

namespace Consent.Api;

/// <summary>A line of the timeline in words; <paramref name="Tone"/> tells what the subject sees, what people wrote for themselves, and what is late.</summary>
public sealed record TimelineRow(string At, string Title, string By, string? Article, IReadOnlyList<string> Details, string? Text, string Tone)
{
    private const string Version = "/1";

    public static TimelineRow Of(TimelineAnswer line, Tenant tenant)
    {
        var kind = line.Kind.EndsWith(Version, StringComparison.Ordinal) ? line.Kind[..^Version.Length] : line.Kind;
        return new TimelineRow(
            Dates.Instant(line.At, tenant.Rules.Zone),
            Texts.Find("Event." + kind) ?? line.Kind,
            Names.OfActor(line.Actor, tenant.Caller),
            line.Article,
            [.. DetailsOf(line, kind, tenant)],
            line.Text,
            kind switch
            {
                "request-noted" or "attachment-added" => line.Public == true ? "public" : "internal",
                "obligation-missed" => "late",
                "demand-answered" or "demand-refused" or "request-extended" or "request-acknowledged" or "particulars-asked" => "public",
                "personal-data-read" => "internal",
                _ => "",
            });
    }

    private static IEnumerable<string> DetailsOf(TimelineAnswer line, string kind, Tenant tenant)
    {
        if (line.Demand is { } demand) yield return Texts.Get("Timeline.demand", demand);
        if (line.What is { } what) yield return what switch
        {
            _ when kind is "obligations-opened" => Names.OfAll("Duty", what),
            _ when kind is "identity-confirmed" => Names.Of("Identity", what),
            _ when kind is "particulars-asked" or "particulars-received" => Names.OfAll("Particular", what),
            _ when kind is "attachment-added" => Names.Of("Files.by", what),
            _ when kind is "request-acknowledged" => Names.Of("Channel", what),
            _ when kind is "obligation-reminded" => Names.Of("Reminder", what),
            _ => Names.Of("Detail", what),
        };
        if (line.Due is { } due) yield return Texts.Get("Timeline.due", Dates.Digits(due));
        if (line.To is { } to && kind is not ("obligation-missed" or "obligation-reminded")) yield return Texts.Find("Channel." + to) ?? Names.Of("Detail", to);
        if (line.Reference is { } reference && kind is not "attachment-added") yield return Texts.Get("Timeline.reference", reference);
        if (line.EffectiveAt is { } since) yield return Texts.Get("Timeline.since", Dates.Instant(since, tenant.Rules.Zone));
    }
}
