using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Operators, under <c>/v1/admin/operators</c>.</summary>
internal sealed class OperatorsApi(Catalogues catalogues, TimeProvider clock)
{
    public void Map(RouteGroupBuilder admin)
    {
        admin.MapPut("/operators/{id}", PutAsync).For(Scope.Admin)
            .Describe("Describe an operator", "Makes the operator where there is none. Contract terms stand beside the law's; the earlier governs. `calendar`: its regional days off and worked days. `measures` (ст. 18.1) and `rights` go into answers to subjects; `deputy` is told when an end is near; `brand` is the colour and the logo of the pages that subjects see.", Examples.Operator, Examples.OperatorAnswer)
            .Produces<OperatorAnswer>();
    }

    internal async Task<IResult> PutAsync(
        string id, OperatorBody body, Caller caller, CancellationToken cancellationToken)
    {
        if (!MayManage(caller, id, out var operatorId)) return Problems.NotFound();
        var profile = Read(body);
        var now = clock.GetUtcNow();
        if (catalogues.For(operatorId) is null)
        {
            if (!caller.RunsInstallation) return Problems.NotFound();
            await catalogues.ExecuteAsync(OperatorId.Installation, new Envelope(caller.Actor, new RegisterOperator(now, operatorId)), cancellationToken);
        }

        var outcome = await catalogues.ExecuteAsync(operatorId, new Envelope(caller.Actor, new DescribeOperator(now, profile)), cancellationToken);
        return Problems.Of(outcome) ?? Answers.Json(Answer(operatorId, profile), ApiJson.Wire.OperatorAnswer);
    }

    private static bool MayManage(Caller caller, string id, out OperatorId operatorId) =>
        OperatorId.TryParse(id, out operatorId) && (caller.RunsInstallation || caller.Operator == operatorId);

    private static OperatorProfile Read(OperatorBody body)
    {
        var fields = new Fields();
        var profile = new OperatorProfile(
            fields.Text(body.Name, "name", 200),
            body.TimeZone ?? TimeZones.Default,
            fields.Text(body.LegalName, "legalName", 500),
            fields.Text(body.Address, "address", 1000, lines: true),
            fields.Text(body.Contacts, "contacts", 1000, lines: true),
            fields.Text(body.Dpo, "dpo", 500),
            [.. (body.ContractTerms ?? []).Select((term, i) => Read(term, fields, $"contractTerms[{i}]"))],
            [.. (body.Bans ?? []).Select((ban, i) => Ban(ban, fields, $"bans[{i}]")).Distinct()],
            fields.Told(body.Measures, "measures", 10_000, lines: true),
            fields.Told(body.Rights, "rights", 10_000, lines: true),
            fields.Told(body.Deputy, "deputy", 500),
            fields.Digits(body.Inn, "inn", 10, 12),
            fields.Digits(body.Ogrn, "ogrn", 13, 15))
        {
            Calendar = fields.Days(body.Calendar, "calendar"),
            Brand = Brands.Read(body.Brand, fields, "brand"),
        };
        for (var i = 0; i < profile.Calendar.Length; i++)
            if (profile.Calendar[i].Kind == DayKind.Edict) fields.Wrong($"calendar[{i}].kind", "FieldNotWord", $"{Words.Of(DayKind.DayOff)}, {Words.Of(DayKind.Working)}");
        if (TimeZones.Find(profile.TimeZone) is null) fields.Wrong("timeZone", "FieldNotTimeZone");
        fields.ThrowIfWrong();
        return profile;
    }

    private static ContractTerm Read(ContractTermBody? body, Fields fields, string at)
    {
        if (body is null) fields.Wrong(at, "FieldRequired");
        if (body?.Amount is not (>= 0 and <= 3660)) fields.Wrong($"{at}.amount", "FieldNotNumber", 0, 3660);
        var term = TermJson.PromisedUnitNames.Contains(body?.Unit) ? TermJson.Make(body?.Unit, body?.Amount ?? 0) : null;
        if (term is null) fields.Wrong($"{at}.unit", "FieldNotWord", string.Join(", ", TermJson.PromisedUnitNames));
        return new ContractTerm(fields.Word<Duty>(body?.Duty, $"{at}.duty"), term ?? new Immediately(), fields.Text(body?.Clause, $"{at}.clause", 200));
    }

    private static string Ban(string? ban, Fields fields, string at)
    {
        if (ban is not ("special" or "biometric")) fields.Wrong(at, "FieldNotWord", "special, biometric");
        return ban ?? "";
    }

    internal static OperatorAnswer Answer(OperatorId id, OperatorProfile profile) => new(
        id.Value, profile.Name, profile.TimeZone, profile.LegalName, profile.Address, profile.Contacts, profile.Dpo,
        [.. profile.ContractTerms.Select(term => new ContractTermBody(Words.Of(term.Duty), term.Term.Amount, TermJson.UnitOf(term.Term), term.Clause))],
        profile.Bans,
        [.. profile.Calendar.Select(day => new CalendarDayBody(day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Words.Of(day.Kind), day.Title))],
        [.. ContractTerms.LongerThanLaw(profile).Select(pair => new ContractConflict(
            Words.Of(pair.Contract.Duty), pair.Contract.Clause, pair.Contract.Term, pair.Law.Term, pair.Law.Article, Words.Of(pair.Law.Duty), pair.Law.No))],
        profile.Measures, profile.Rights, profile.Deputy, profile.Inn, profile.Ogrn, Brands.Answer(profile.Brand));
}
