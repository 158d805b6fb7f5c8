using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Purposes and consent texts: <c>/v1/purposes</c>, <c>/v1/texts</c>.</summary>
internal sealed class PurposesApi(Catalogues catalogues, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPut("/purposes/{code}", PutAsync).For(Scope.Admin)
            .Describe("Define a purpose", "A purpose of processing with its basis (ст. 6), data, actions and retention. What ст. 14 ч. 7 wants told to a subject: recipients, processors, crossBorder, methods, source; an empty list says that there is none.", Examples.Purpose, Examples.PurposeAnswer)
            .Produces<PurposeAnswer>();
        v1.MapGet("/purposes", List).ForAnyKey()
            .Describe("List purposes", "In the order of their codes.", null, Examples.Purposes)
            .Produces<Page<PurposeAnswer>>();
        v1.MapPost("/texts", PostTextAsync).For(Scope.Admin)
            .Describe("Publish a text", "One immutable version of a consent text, hashed. A newer version may demand a new consent (hard).", Examples.Text, Examples.TextAnswer)
            .Produces<TextAnswer>(StatusCodes.Status201Created);
    }

    internal async Task<IResult> PutAsync(
        string code, PurposeBody body, Tenant tenant, CancellationToken cancellationToken)
    {
        var purpose = Read(code, body);
        var outcome = await catalogues.ExecuteAsync(
            tenant.Operator, new Envelope(tenant.Actor, new DefinePurpose(clock.GetUtcNow(), purpose)), cancellationToken);
        return Problems.Of(outcome) ?? Answers.Json(PurposeAnswer.Of(purpose), ApiJson.Wire.PurposeAnswer);
    }

    private static IResult List(string? limit, string? cursor, Tenant tenant)
    {
        var fields = new Fields();
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var after = Paging.Decode(cursor, fields);
        fields.ThrowIfWrong();
        var items = tenant.Rules.Catalogue.Purposes.Values
            .OrderBy(purpose => purpose.Code.Value, StringComparer.Ordinal)
            .Where(purpose => after is null || string.CompareOrdinal(purpose.Code.Value, after) > 0)
            .Take(take + 1).Select(PurposeAnswer.Of).ToList();
        return Answers.Json(Paging.Of(items, take, last => last.Code), ApiJson.Wire.PagePurposeAnswer);
    }

    internal async Task<IResult> PostTextAsync(
        TextBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var text = Read(body, tenant.Rules);
        var outcome = await catalogues.ExecuteAsync(
            tenant.Operator, idempotency.Envelope(tenant.Actor, new PublishText(clock.GetUtcNow(), text), body), cancellationToken);
        return Problems.Of(outcome)
            ?? Answers.Json(new TextAnswer(text.Ref.Code, text.Ref.Version, text.Sha256), ApiJson.Wire.TextAnswer, status: StatusCodes.Status201Created);
    }

    private static Purpose Read(string code, PurposeBody body)
    {
        var fields = new Fields();
        var purpose = new Purpose(
            fields.Purpose(code, "code"),
            new LocalText(fields.Text(fields.Required(body.Title, "title")?.Ru, "title.ru", 300), fields.OptionalText(body.Title?.En, "title.en", 300)),
            fields.Word<LawfulBasis>(body.Basis, "basis"),
            fields.Text(body.Article, "article", 100),
            Words(body.Categories, "categories", fields, isRequired: true),
            Words(body.Actions, "actions", fields, isRequired: true),
            Words(body.Recipients, "recipients", fields, isRequired: false),
            ReadRetention(body.Retention, fields),
            body.WrittenForm ?? false,
            body.Advertising ?? false,
            body.Distribution ?? false,
            ReadList(body.Processors, "processors", fields, (processor, at) => new Processor(fields.Text(processor.Name, $"{at}.name", 300), fields.Text(processor.Address, $"{at}.address", 1000))),
            ReadList(body.CrossBorder, "crossBorder", fields, (transfer, at) => new CrossBorderTransfer(fields.Text(transfer.Country, $"{at}.country", 100), fields.Told(transfer.Recipient, $"{at}.recipient", 300))),
            fields.OptionalWord<ProcessingMethods>(body.Methods, "methods"),
            fields.Told(body.Source, "source", 500));
        fields.ThrowIfWrong();
        return purpose;
    }

    // Nothing said stays nothing said; an empty list says that there is none.
    private static ImmutableArray<T>? ReadList<TBody, T>(IReadOnlyList<TBody?>? bodies, string field, Fields fields, Func<TBody, string, T> read) where TBody : class
    {
        if (bodies is null) return null;
        if (bodies.Count > 100) fields.Wrong(field, "FieldTooMany", 100);
        var items = ImmutableArray.CreateBuilder<T>();
        for (var i = 0; i < bodies.Count; i++)
            if (fields.Required(bodies[i], $"{field}[{i}]") is { } body) items.Add(read(body, $"{field}[{i}]"));
        return items.ToImmutable();
    }

    private static ImmutableArray<string> Words(IReadOnlyList<string?>? values, string field, Fields fields, bool isRequired)
    {
        if (isRequired && values is null or { Count: 0 }) fields.Wrong(field, "FieldRequired");
        if (values?.Count > 100) fields.Wrong(field, "FieldTooMany", 100);
        return [.. (values ?? []).Select((value, i) => fields.Text(value, $"{field}[{i}]", 200))];
    }

    private static RetentionRule? ReadRetention(RetentionBody? body, Fields fields) => body is null
        ? null
        : new RetentionRule(fields.Text(body.Rule, "retention.rule", 500), fields.OptionalText(body.Article, "retention.article", 100));

    private static ConsentText Read(TextBody body, Rules rules)
    {
        var fields = new Fields();
        if (body.Version is null) fields.Wrong("version", "FieldRequired");
        if (body.Version is { IsNumber: false } version) fields.Code(version.Value, "version");
        var purposes = fields.Purposes(body.Purposes, "purposes");
        if (purposes.IsEmpty) fields.Wrong("purposes", "FieldRequired");
        if (body.Locale is { } locale && !Texts.Languages.Contains(locale)) fields.Wrong("locale", "FieldNotWord", string.Join(", ", Texts.Languages));
        if (body.EffectiveFrom is null) fields.Wrong("effectiveFrom", "FieldRequired");
        var wording = fields.Text(body.Body, "body", 200_000, lines: true);
        var text = new ConsentText(
            new TextRef(string.Intern(fields.Code(body.Code, "code")), body.Version ?? default),
            purposes,
            body.Locale ?? Texts.Languages[0],
            wording,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wording))),
            fields.InstantOrDate(body.EffectiveFrom, "effectiveFrom", rules, isEnd: false) ?? default,
            fields.OptionalWord<Reconsent>(body.Reconsent, "reconsent") ?? Reconsent.None);
        fields.ThrowIfWrong();
        return text;
    }
}
