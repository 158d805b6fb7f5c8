using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Consents by person and by text, the purposes and what they rest on: <c>/desk/consents</c>.</summary>
internal sealed class ConsentsDesk(SubjectFileViews files, Withdrawals withdrawals, TimeProvider clock)
{
    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/consents", Get).For(DeskSections.Readers).Recorded();
        desk.MapGet("/consents/{subject}", GetSubjectAsync).For(DeskSections.Readers).Recorded();
        desk.MapPost("/consents/{subject}/reveal", RevealAsync).For(Scope.Dpo).Recorded();
        desk.MapPost("/consents/{subject}/withdraw", WithdrawAsync).For(Scope.Dpo);
    }

    private IResult Get(string? subject, Tenant tenant) => string.IsNullOrWhiteSpace(subject)
        ? new ComponentPage<Pages.Desk.ConsentTexts>(ConsentTextsModel.Of(tenant.Rules.Catalogue, clock.GetUtcNow(), tenant.Rules.Zone))
        : TypedResults.LocalRedirect($"{DeskSections.Consents}/{Uri.EscapeDataString(subject.Trim())}");

    private async Task<IResult> GetSubjectAsync(string subject, Tenant tenant, CancellationToken cancellationToken) =>
        await LoadAsync(subject, null, tenant, cancellationToken) is { } model ? new ComponentPage<Pages.Desk.ConsentsOfPerson>(model)
        : new ComponentPage<Pages.Desk.ConsentTexts>(ConsentTextsModel.Of(tenant.Rules.Catalogue, clock.GetUtcNow(), tenant.Rules.Zone) with { NotFound = subject }, StatusCodes.Status404NotFound);

    private async Task<IResult> RevealAsync(string subject, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        try
        {
            if (form["reason"] is not { } reason) throw new InvalidRequestException("reason", Texts.Get("FieldRequired"));
            Readings.CheckReason(reason);
            context.Features.Set(new StatedReason(reason));
            return await LoadAsync(subject, reason, tenant, cancellationToken) is { } shown ? new ComponentPage<Pages.Desk.ConsentsOfPerson>(shown) : Problems.NotFound();
        }
        catch (InvalidRequestException wrong)
        {
            return await AgainAsync(subject, ProblemWords.Of(Problems.Malformed(wrong.Errors))!, tenant, cancellationToken);
        }
    }

    private async Task<IResult> WithdrawAsync(string subject, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        try
        {
            var purposes = form.Sent.TryGetValue("purposes", out var named) ? named : [];
            var body = new WithdrawalBody(subject, new PurposesOrAll(purposes), form["channel"], null);
            var outcome = await withdrawals.RegisterAsync(body, tenant, form.Idempotency, cancellationToken);
            return Problems.Of(outcome) is { } refused
                ? await AgainAsync(subject, ProblemWords.Of(refused)!, tenant, cancellationToken)
                : TypedResults.Redirect($"{DeskSections.Requests}/{((Outcome.Done)outcome).Events.OfType<RequestReceived>().Single().Number}");
        }
        catch (InvalidRequestException wrong)
        {
            return await AgainAsync(subject, ProblemWords.Of(Problems.Malformed(wrong.Errors))!, tenant, cancellationToken);
        }
    }

    private async Task<IResult> AgainAsync(string subject, ProblemWords problem, Tenant tenant, CancellationToken cancellationToken) =>
        await LoadAsync(subject, null, tenant, cancellationToken) is { } model ? new ComponentPage<Pages.Desk.ConsentsOfPerson>(model with { Problem = problem }, problem.Status) : Problems.NotFound();

    private async Task<PersonConsentsModel?> LoadAsync(string subject, string? reason, Tenant tenant, CancellationToken cancellationToken) =>
        await files.ReadAsync(subject, reason, tenant, cancellationToken) is { } answer
            ? new PersonConsentsModel(
                answer,
                tenant.Rules.Catalogue.Purposes.Values.ToDictionary(purpose => purpose.Code.Value, purpose => purpose.Title.Ru),
                [.. answer.Obligations.Select(owed => DemandClock.Of(owed, clock.GetUtcNow(), tenant.Rules))],
                tenant.Caller.Has(Scope.Dpo),
                tenant.Rules.Zone)
            : null;
}

/// <summary>What <c>/desk/consents/{subject}</c> shows.</summary>
public sealed record PersonConsentsModel(SubjectAnswer File, IReadOnlyDictionary<string, string> Purposes, IReadOnlyList<DemandClock> Owed, bool MayAct, TimeZoneInfo Zone)
{
    public ProblemWords? Problem { get; init; }

    public string Path => $"{DeskSections.Consents}/{File.Subject}";

    public string Title(string purpose) => Purposes.TryGetValue(purpose, out var title) ? title : purpose;
}

/// <summary>What <c>/desk/consents</c> shows: the texts, each version beside the one before it, and what every purpose rests on.</summary>
public sealed record ConsentTextsModel(IReadOnlyList<TextHistory> Texts, IReadOnlyList<Purpose> Purposes)
{
    public string? NotFound { get; init; }

    public static ConsentTextsModel Of(OperatorCatalogue catalogue, DateTimeOffset now, TimeZoneInfo zone) => new(
        [.. catalogue.Texts.GroupBy(text => text.Ref.Code).Select(group => TextHistory.Of(group.Key, [.. group], now, zone))],
        [.. catalogue.Purposes.Values.OrderBy(purpose => purpose.Code.Value, StringComparer.Ordinal)]);
}

/// <summary>A text with its versions, the last one first.</summary>
public sealed record TextHistory(string Code, IReadOnlyList<TextVersionLine> Versions)
{
    internal static TextHistory Of(string code, IReadOnlyList<ConsentText> versions, DateTimeOffset now, TimeZoneInfo zone) => new(
        code,
        [.. versions.Select((text, i) => new TextVersionLine(
            text.Ref.Version.ToString() ?? "", [.. text.Purposes.Select(purpose => purpose.Value)], Dates.Instant(text.EffectiveFrom, zone), text.EffectiveFrom <= now, Words.Of(text.Reconsent), text.Sha256,
            WordDifference.Of(i == 0 ? text.Body : versions[i - 1].Body, text.Body))).Reverse()]);
}

/// <summary>A version of a text, as what it changes in the one before.</summary>
public sealed record TextVersionLine(
    string Version, IReadOnlyList<string> Purposes, string From, bool IsInForce, string Reconsent, string Sha256, IReadOnlyList<Passage> Parts);
