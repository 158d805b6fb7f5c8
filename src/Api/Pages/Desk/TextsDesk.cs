using System.Globalization;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Consent texts and their versions: <c>/desk/settings/texts</c>. Published as by <c>POST /v1/texts</c>; what is published never changes.</summary>
internal sealed class TextsDesk(PurposesApi purposes, TimeProvider clock)
{
    private const string New = "new";

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/settings/texts", IResult (Tenant tenant) => new ComponentPage<Pages.Desk.TextsPage>(
            new TextsModel([.. tenant.Rules.Catalogue.Texts.GroupBy(text => text.Ref.Code).OrderBy(versions => versions.Key, StringComparer.Ordinal).Select(versions => versions.Last())], tenant.Rules, clock.GetUtcNow()))).For(Scope.Admin).Recorded();
        desk.MapGet("/settings/texts/{code}", Get).For(Scope.Admin).Recorded();
        desk.MapPost("/settings/texts/{code}", PostAsync).For(Scope.Admin);
    }

    private IResult Get(string code, Tenant tenant, HttpContext context)
    {
        if (code == New) return Show(code, tenant, context, Draft(null, tenant), null);
        return tenant.Rules.Catalogue.Texts.LastOrDefault(text => text.Ref.Code == code) is { } last ? Show(code, tenant, context, Draft(last, tenant), null) : Problems.NotFound();
    }

    private async Task<IResult> PostAsync(string code, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        var named = code == New ? form.Text("code") : code;
        var version = form.Text("version");
        var body = new TextBody(
            named, version is null ? null : new TextVersion(version, IsNumber: int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && version == number.ToString(CultureInfo.InvariantCulture)),
            form.Chosen("purposes"), form.Text("locale"), form.Text("body"), form.Text("effectiveFrom"), form.Text("reconsent"));
        var (problem, _) = await DeskActs.TryAsync(() => purposes.PostTextAsync(body, tenant, idempotency.Under(form.Text("once")), cancellationToken));
        return problem is null ? SettingsTabs.Done($"{SettingsTabs.TextList}/{named}", "published") : Show(code, tenant, context, body, problem);
    }

    private ComponentPage<Pages.Desk.TextPage> Show(string code, Tenant tenant, HttpContext context, TextBody draft, ProblemWords? problem)
    {
        IReadOnlyList<ConsentText> versions = [.. tenant.Rules.Catalogue.Texts.Where(text => text.Ref.Code == code)];
        var newer = Find(context.Request.Query["to"]) ?? (versions.Count > 0 ? versions[^1] : null);
        var older = Find(context.Request.Query["from"]) ?? (newer is null ? null : versions.TakeWhile(text => text != newer).LastOrDefault());
        var compared = older is not null && newer is not null ? new Compared(older.Ref.Version.ToString(), newer.Ref.Version.ToString(), WordDifference.Of(older.Body, newer.Body)) : null;
        return new ComponentPage<Pages.Desk.TextPage>(
            new TextModel(code == New ? null : code, versions, compared, draft, [.. tenant.Rules.Catalogue.Purposes.Values.Where(purpose => purpose.Basis == LawfulBasis.Consent).OrderBy(purpose => purpose.Code.Value, StringComparer.Ordinal)], tenant.Rules, clock.GetUtcNow(), problem),
            problem?.Status ?? StatusCodes.Status200OK);

        ConsentText? Find(string? version) => versions.FirstOrDefault(text => text.Ref.Version.ToString() == version);
    }

    // The next version begins as the last one was.
    private TextBody Draft(ConsentText? last, Tenant tenant)
    {
        var tomorrow = tenant.Rules.DayOf(clock.GetUtcNow()).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (last is null) return new TextBody(null, new TextVersion("1", IsNumber: true), [], Texts.Languages[0], null, tomorrow, "none");
        var next = int.TryParse(last.Ref.Version.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new TextVersion((number + 1).ToString(CultureInfo.InvariantCulture), IsNumber: true) : (TextVersion?)null;
        return new TextBody(last.Ref.Code, next, [.. last.Purposes.Select(purpose => purpose.Value)], last.Locale, last.Body, tomorrow, "soft");
    }
}

/// <summary>What <c>/desk/settings/texts</c> shows: the last version of each.</summary>
public sealed record TextsModel(IReadOnlyList<ConsentText> Last, Rules Rules, DateTimeOffset Now);

/// <summary>Two versions of a text and what differs.</summary>
public sealed record Compared(string Older, string Newer, IReadOnlyList<Passage> Passages);

/// <summary>A text with its versions, and the next one as a draft.</summary>
public sealed record TextModel(
    string? Code, IReadOnlyList<ConsentText> Versions, Compared? Compared, TextBody Draft, IReadOnlyList<Purpose> Purposes, Rules Rules, DateTimeOffset Now, ProblemWords? Problem);
