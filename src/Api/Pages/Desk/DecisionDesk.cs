using System.Globalization;
using Consent.Domain;

namespace Consent.Api;

/// <summary>A decision is written, looked over as the letter the subject gets, and only then recorded: <c>/desk/requests/{number}/decision</c>.</summary>
internal sealed class DecisionDesk(RequestFinder finder, RequestViews views, LetterPreview letters, Readings readings, TimeProvider clock)
{
    private const string PreviewReason = "previewReason";

    // The action, and the letter it sends.
    private static readonly Dictionary<string, string> Kinds = new() { ["answer"] = "answer", ["refuse"] = "refusal", ["extend"] = "extension" };

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/requests/{number}/decision", GetAsync).For(Scope.Dpo).Recorded();
        desk.MapPost("/requests/{number}/decision", PreviewAsync).For(Scope.Dpo).Recorded();
    }

    private async Task<IResult> GetAsync(string number, string? demand, string? kind, Tenant tenant, CancellationToken cancellationToken)
    {
        var sent = new SentForm(kind ?? "", new Dictionary<string, string[]>());
        return new ComponentPage<Pages.Desk.DecisionSheet>(await LoadAsync(number, demand, kind, sent, tenant, cancellationToken));
    }

    private async Task<IResult> PreviewAsync(string number, string? demand, string? kind, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        var model = await LoadAsync(number, demand, kind, new SentForm(kind ?? "", form.Sent), tenant, cancellationToken);
        try
        {
            // Another federal law is written after the article that lets it restrict the right.
            form = form.With("article", form["article"] is { } article && form[DecisionModel.LawField] is { } law ? $"{article}; {law}" : form["article"]);
            model = model with { Sent = new SentForm(model.Kind, form.Sent) };
            var reason = form[PreviewReason];
            Readings.CheckReason(reason);
            var file = await finder.FindAsync(number, tenant, cancellationToken);
            var of = await letters.CaseAsync(file, number, model.Card.Demand.Id, tenant, cancellationToken);
            var command = RequestActionTable.Find(model.Kind)!.Read(number, form, clock.GetUtcNow());
            var isMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken);
            if (!isMasked) context.Features.Set(new StatedReason(reason!));
            var (letter, refusal) = LetterPreview.Decide(of, command, Kinds[model.Kind], Personal.Of(form["text"] ?? form["reason"]), isMasked, tenant);
            if (letter is null) return Again(model, ProblemWords.Of(Problems.Of(refusal!))!);
            var answer = new LetterAnswer(Kinds[model.Kind], letter.Title, letter.To, letter.By, letter.Text, letter.Missing, isMasked);
            return new ComponentPage<Pages.Desk.DecisionSheet>(model with { Letter = answer });
        }
        catch (InvalidRequestException wrong)
        {
            return Again(model, ProblemWords.Of(Problems.Malformed(wrong.Errors))!);
        }
    }

    private static ComponentPage<Pages.Desk.DecisionSheet> Again(DecisionModel model, ProblemWords problem) => new(model with { Problem = problem }, problem.Status);

    private async Task<DecisionModel> LoadAsync(string number, string? demand, string? kind, SentForm sent, Tenant tenant, CancellationToken cancellationToken)
    {
        if (kind is null || !Kinds.ContainsKey(kind) || !int.TryParse(demand, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) throw new NotFoundException();
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var answer = await views.ReadAsync(file, number, null, isMasked: true, cancellationToken);
        var asked = answer.Demands.FirstOrDefault(own => own.Id == id) ?? throw new NotFoundException();
        var card = DemandCard.Of(asked, answer, clock.GetUtcNow(), tenant.Rules);
        var assembled = kind == "answer" && asked.Kind == "access" ? LettersApi.Assembled(await letters.CaseAsync(file, number, id, tenant, cancellationToken)) : null;
        return new DecisionModel(answer, card, kind, assembled, sent, null, null, tenant.Rules.Zone);
    }
}
