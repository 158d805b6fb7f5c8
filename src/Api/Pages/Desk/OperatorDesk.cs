using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Who the operator is and what its contracts promise: <c>/desk/settings</c>, <c>/desk/settings/contract</c>. Written as by <c>PUT /v1/admin/operators/{id}</c>.</summary>
internal sealed class OperatorDesk(OperatorsApi operators)
{
    private const int EmptyRows = 3;

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/settings", IResult (Tenant tenant) => Show(BodyOf(tenant.Rules.Catalogue.Profile!), null)).For(Scope.Admin).Recorded();
        desk.MapPost("/settings", PostAsync).For(Scope.Admin);
        desk.MapGet("/settings/contract", IResult (Tenant tenant) => ShowContract(BodyOf(tenant.Rules.Catalogue.Profile!).ContractTerms!, tenant, null)).For(Scope.Admin).Recorded();
        desk.MapPost("/settings/contract", PostContractAsync).For(Scope.Admin);
    }

    private async Task<IResult> PostAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        var body = BodyOf(tenant.Rules.Catalogue.Profile!) with
        {
            Name = form.Text("name"), TimeZone = form.Text("timeZone"), LegalName = form.Text("legalName"), Address = form.Text("address"), Contacts = form.Text("contacts"), Dpo = form.Text("dpo"),
            Deputy = form.Text("deputy"), Inn = form.Text("inn"), Ogrn = form.Text("ogrn"), Measures = form.Text("measures"), Rights = form.Text("rights"),
            Bans = form.Chosen("bans"), Calendar = [.. (form.Lines("calendar") ?? []).Select(Day)],
        };
        var (problem, _) = await DeskActs.TryAsync(() => operators.PutAsync(tenant.Operator.Value, body, tenant.Caller, cancellationToken));
        return problem is null ? SettingsTabs.Done(SettingsTabs.Operator, "saved") : Show(body, problem);
    }

    private async Task<IResult> PostContractAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        // A row whose duty was taken away is no promise any more.
        var terms = Enumerable.Range(0, int.TryParse(form.Text("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? Math.Min(rows, 200) : 0)
            .Where(i => form.Text($"duty-{i}") is not null)
            .Select(i => new ContractTermBody(
                form.Text($"duty-{i}"), int.TryParse(form.Text($"amount-{i}"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : form.Text($"unit-{i}") == "immediately" ? 0 : null,
                form.Text($"unit-{i}"), form.Text($"clause-{i}")))
            .ToList();
        var body = BodyOf(tenant.Rules.Catalogue.Profile!) with { ContractTerms = terms };
        var (problem, _) = await DeskActs.TryAsync(() => operators.PutAsync(tenant.Operator.Value, body, tenant.Caller, cancellationToken));
        return problem is null ? SettingsTabs.Done(SettingsTabs.Contract, "saved") : ShowContract(terms, tenant, problem);
    }

    private static ComponentPage<Pages.Desk.OperatorPage> Show(OperatorBody body, ProblemWords? problem) => new(new OperatorModel(body, problem), problem?.Status ?? StatusCodes.Status200OK);

    private static ComponentPage<Pages.Desk.ContractPage> ShowContract(IReadOnlyList<ContractTermBody?> terms, Tenant tenant, ProblemWords? problem) => new(
        new ContractModel([.. terms.Select(term => term!), .. Enumerable.Repeat(new ContractTermBody(null, null, null, null), EmptyRows)], LaterTerms.Of(tenant.Rules.Catalogue.Profile!).Count, problem),
        problem?.Status ?? StatusCodes.Status200OK);

    private static OperatorBody BodyOf(OperatorProfile profile) => new(
        profile.Name, profile.TimeZone, profile.LegalName, profile.Address, profile.Contacts, profile.Dpo,
        [.. profile.ContractTerms.Select(term => new ContractTermBody(Words.Of(term.Duty), term.Term.Amount, TermJson.UnitOf(term.Term), term.Clause))], [.. profile.Bans],
        [.. profile.Calendar.Select(day => new CalendarDayBody(day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Words.Of(day.Kind), day.Title))],
        profile.Measures, profile.Rights, profile.Deputy, profile.Inn, profile.Ogrn, Brands.Answer(profile.Brand));

    // «2026-05-27, day-off, Курбан-байрам»: as in the file of a calendar.
    private static CalendarDayBody Day(string? line) => line?.Split(',', 3, StringSplitOptions.TrimEntries) switch
    {
        [var date, var kind, var title] => new CalendarDayBody(date, kind, title),
        _ => new CalendarDayBody(line, null, null),
    };
}

/// <summary>What <c>/desk/settings</c> shows: the operator as it is, or as it was sent.</summary>
public sealed record OperatorModel(OperatorBody Body, ProblemWords? Problem);

/// <summary>What <c>/desk/settings/contract</c> shows; rows without a duty are free ones.</summary>
public sealed record ContractModel(IReadOnlyList<ContractTermBody> Rows, int Later, ProblemWords? Problem);
