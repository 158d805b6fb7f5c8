using Consent.Domain;

namespace Consent.Api;

/// <summary>Purposes of processing: <c>/desk/settings/purposes</c>. Written as by <c>PUT /v1/purposes/{code}</c>.</summary>
internal sealed class PurposesDesk(PurposesApi purposes)
{
    private const string New = "new";

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/settings/purposes", IResult (Tenant tenant) => new ComponentPage<Pages.Desk.PurposesPage>(
            tenant.Rules.Catalogue.Purposes.Values.OrderBy(purpose => purpose.Code.Value, StringComparer.Ordinal).Select(PurposeAnswer.Of).ToList())).For(Scope.Admin).Recorded();
        desk.MapGet("/settings/purposes/{code}", Get).For(Scope.Admin).Recorded();
        desk.MapPost("/settings/purposes/{code}", PostAsync).For(Scope.Admin);
    }

    private static IResult Get(string code, Tenant tenant)
    {
        if (code == New) return new ComponentPage<Pages.Desk.PurposePage>(new PurposeModel("", true, Empty, null));
        return tenant.Rules.Catalogue.Purposes.TryGetValue(new PurposeCode(code), out var purpose)
            ? new ComponentPage<Pages.Desk.PurposePage>(new PurposeModel(code, false, BodyOf(PurposeAnswer.Of(purpose)), null))
            : Problems.NotFound();
    }

    private async Task<IResult> PostAsync(string code, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        var named = code == New ? form.Text("code") ?? "" : code;
        var body = new PurposeBody(
            new LocalTextBody(form.Text("title.ru"), form.Text("title.en")), form.Text("basis"), form.Text("article"), form.Lines("categories"), form.Lines("actions"), form.Lines("recipients"),
            form.Text("retention.rule") is { } rule ? new RetentionBody(rule, form.Text("retention.article")) : null, form.Has("writtenForm"), form.Has("advertising"), form.Has("distribution"),
            ListOf(form, "processors", (first, rest) => new ProcessorBody(first, rest)), ListOf(form, "crossBorder", (first, rest) => new CrossBorderBody(first, rest)), form.Text("methods"), form.Text("source"));
        var (problem, _) = code == New && tenant.Rules.Catalogue.Purposes.ContainsKey(new PurposeCode(named))
            ? (ProblemWords.Of(Problems.Malformed(new Dictionary<string, string[]> { ["code"] = [Texts.Get("Purposes.taken")] })), null)
            : await DeskActs.TryAsync(() => purposes.PutAsync(named, body, tenant, cancellationToken));
        return problem is null
            ? SettingsTabs.Done(SettingsTabs.Purposes, "saved")
            : new ComponentPage<Pages.Desk.PurposePage>(new PurposeModel(named, code == New, body, problem), problem.Status);
    }

    // «Name; address» a line. Nothing said stays nothing said; a tick says that there is none.
    private static IReadOnlyList<T>? ListOf<T>(DeskForm form, string name, Func<string?, string?, T> make) => form.Lines(name) is { } lines
        ? [.. lines.Select(line => line!.Split(';', 2, StringSplitOptions.TrimEntries)).Select(parts => make(parts[0], parts.ElementAtOrDefault(1)))]
        : form.Has(name + ".none") ? [] : null;

    private static readonly PurposeBody Empty = new(null, "consent", null, null, null, null, null, false, false, false, null, null, null, null);

    private static PurposeBody BodyOf(PurposeAnswer purpose) => new(
        new LocalTextBody(purpose.Title.Ru, purpose.Title.En), purpose.Basis, purpose.Article, purpose.Categories, purpose.Actions, purpose.Recipients,
        purpose.Retention is { } kept ? new RetentionBody(kept.Rule, kept.Article) : null, purpose.WrittenForm, purpose.Advertising, purpose.Distribution,
        purpose.Processors?.Select(processor => new ProcessorBody(processor.Name, processor.Address)).ToList(), purpose.CrossBorder?.Select(transfer => new CrossBorderBody(transfer.Country, transfer.Recipient)).ToList(),
        purpose.Methods, purpose.Source);
}

/// <summary>A purpose as it is, or as it was sent.</summary>
public sealed record PurposeModel(string Code, bool IsNew, PurposeBody Body, ProblemWords? Problem);
