using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What is to be sent about a request, as drafts: <c>/v1/requests/{number}/answer</c> and <c>/letters/{letter}</c>.</summary>
internal sealed class LettersApi(RequestFinder finder, FileReader reader, Sealing sealing, Readings readings, TimeProvider clock)
{
    private const int MostDemands = 1000;

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/requests/{number}/answer", GetAnswerAsync).For(Scope.Dpo).Recorded()
            .Describe("Assemble the answer to a demand for access", "The items of ст. 14 ч. 7 with what is lacking and what may be third persons' data. Without `demand` the first demand for access. Personal data is masked; with `reason` it is shown and the reading is recorded.", null, Examples.AssembledAnswer)
            .Produces<AssembledAnswerView>().ProducesProblem(StatusCodes.Status409Conflict);
        v1.MapGet("/requests/{number}/letters/{letter}", GetLetterAsync).For(Scope.Dpo).Recorded()
            .Describe("Draft a letter", $"One of {string.Join(", ", LetterKinds.Names.Order(StringComparer.Ordinal))}. What is not known stands in the text as «[указать: …]» and in `missing`; a letter there is no reason for is 409. Personal data is masked; with `reason` it is shown and the reading is recorded.", null, Examples.Letter)
            .Produces<LetterAnswer>().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private async Task<IResult> GetAnswerAsync(string number, string? demand, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        var (of, file) = await FindAsync(number, demand, reason, request => request.Demands.FirstOrDefault(d => d.Kind == DemandKind.Access) ?? request.Demands[0], tenant, cancellationToken);
        if (of.Demand.Kind != DemandKind.Access) return Problems.Of(new NothingToAssemble(number, of.Demand.Id));
        of = of with { IsMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken) };
        return Answers.Json(Assembled(of), ApiJson.Wire.AssembledAnswerView);
    }

    private async Task<IResult> GetLetterAsync(string number, string letter, string? demand, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        if (LetterKinds.Find(letter) is not { } kind) return Problems.NotFound();
        // Of several demands, the first that has a reason for the letter.
        var (of, file) = await FindAsync(number, demand, reason, null, tenant, cancellationToken);
        if (demand is null) of = of.Request.Demands.Select(d => of with { Demand = d }).FirstOrDefault(kind.IsDue) ?? of;
        if (!kind.IsDue(of)) return Problems.Of(new LetterNotDue(number, letter));
        of = of with { IsMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken) };
        var written = kind.Write(of);
        return Answers.Json(new LetterAnswer(letter, written.Title, written.To, written.By, written.Text, written.Missing, of.IsMasked), ApiJson.Wire.LetterAnswer);
    }

    private async Task<(LetterCase Of, FileKey File)> FindAsync(
        string number, string? demand, string? reason, Func<SubjectRequest, DemandState>? choose, Tenant tenant, CancellationToken cancellationToken)
    {
        Readings.CheckReason(reason);
        var fields = new Fields();
        var named = fields.Number(demand, "demand", 0, 1, MostDemands);
        fields.ThrowIfWrong();
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        // Opened for a masked draft too: whether it may hold another person's data is seen from the data.
        var view = await (await reader.ReadAsync(file, null, cancellationToken)).OpenAsync(sealing, cancellationToken);
        var request = view.File.Request(number) ?? throw new NotFoundException();
        var state = (demand is not null ? request.Demand(named) : choose?.Invoke(request) ?? request.Demands[0]) ?? throw new NotFoundException();
        return (new LetterCase(view, request, state, tenant.Rules, clock.GetUtcNow(), IsMasked: true), file);
    }

    internal static AssembledAnswerView Assembled(LetterCase of)
    {
        var answer = AccessAnswer.Assemble(of.View.File, of.Demand, of.Now, of.Rules);
        AnswerItemAnswer[] items = [.. answer.Items.Select(item => new AnswerItemAnswer(
            item.Number, item.Article, item.Title, [.. item.Lines.SelectMany(line => AnswerLines.Of(line, of))], item.IsComplete, [.. item.Missing.Select(ToDo)]))];
        string[] identity = of.Request.Identity == IdentityLevel.Claimed ? [Texts.Get("AnswerGap.ConfirmIdentity")] : [];
        return new AssembledAnswerView(
            of.Request.Number, of.Demand.Id, Words.Of(of.Request.ReplyBy), answer.IsComplete, items, [.. identity, .. items.SelectMany(item => item.Missing).Distinct()],
            [.. ThirdPersons.In(of.Provided, of.Received.Applicant?.Contact).Select(hint => new ThirdPersonAnswer(hint.System, hint.Category, Words.Of(hint.Why)))],
            AccessLetter.Write(of).Text, of.IsMasked);
    }

    private static string ToDo(AnswerGap gap) =>
        Texts.Get($"AnswerGap.{gap.Kind}") + (gap.Of.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $": {string.Join(", ", gap.Of)}"));
}
