using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Of whom and when an order is, and the fields it is read from.</summary>
internal readonly record struct OrderReading(string Number, DateTimeOffset Now, Fields Fields)
{
    /// <summary>The demand named, or the only one it can be about.</summary>
    public int Demand(int? demand) => Fields.Id(demand, "demand") ?? RequestDecider.TheOnlyOne;

    public int RequiredDemand(int? demand) => Fields.Id(demand, "demand") ?? Fields.Missing("demand");

    public Personal Words(string? text, string field, int max = 2000) => new(Fields.Text(text, field, max, lines: true));

    public Personal? OptionalWords(string? text, string field, int max = 2000) => Fields.Personal(text, field, max, lines: true);

    public string Article(string? article) => Fields.Text(article, "article", 200);

    public DateTimeOffset InstantOr(string? instant, string field, DateTimeOffset otherwise) => Fields.Instant(instant, field) ?? otherwise;

    public ImmutableArray<Particular> Particulars(IReadOnlyList<string?>? what)
    {
        var fields = Fields;
        if (what?.Count > 20) fields.Wrong("what", "FieldTooMany", 20);
        return [.. (what ?? []).Take(20).Select((word, i) => fields.Word<Particular>(word, $"what[{i}]")).Distinct()];
    }
}
