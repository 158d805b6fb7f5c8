using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using static Consent.Api.Readings;

namespace Consent.Api;

/// <summary>Requests as answers: a fold of their file, masked unless the reading is on record.</summary>
public sealed class RequestViews(FileReader reader, Sealing sealing, Catalogues catalogues, TimeProvider clock)
{
    /// <summary>The answer to a command that registered a request, the same when the command is repeated.</summary>
    public async Task<IResult> CreatedAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        if (Problems.Of(outcome) is { } problem) return problem;
        var done = (Outcome.Done)outcome;
        var number = done.Events.OfType<RequestReceived>().Single().Number;
        var view = await reader.ReadAsync(done.File, done.Version, cancellationToken);
        var answer = Of(view, number, isMasked: true, view.Entries[^1].At);
        return Answers.Json(answer, ApiJson.Wire.RequestAnswer, status: StatusCodes.Status201Created);
    }

    /// <summary>The same for its author.</summary>
    public async Task<IResult> CreatedForSubjectAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        if (Problems.Of(outcome) is { } problem) return problem;
        var done = (Outcome.Done)outcome;
        var view = await reader.ReadAsync(done.File, done.Version, cancellationToken);
        var answer = SubjectViews.Of(Of(view, done.Events.OfType<RequestReceived>().Single().Number, isMasked: true, view.Entries[^1].At));
        return Answers.Json(answer, ApiJson.Wire.RequestAnswer, status: StatusCodes.Status201Created);
    }

    /// <summary>The request as its author sees it; the reading is on record already.</summary>
    public async Task<RequestAnswer> ReadForSubjectAsync(FileKey file, string number, CancellationToken cancellationToken) =>
        SubjectViews.Of(await ReadAsync(file, number, null, isMasked: false, cancellationToken));

    public static RequestLine LineOf(SubjectRequest request) => new(
        request.Number, null, request.ReceivedAt, request.ReceivedOn, Words.Of(request.Channel), [.. request.Demands.Select(demand => Words.Of(demand.Kind)).Distinct()],
        request.IsClosed ? "closed" : "open", request.Nearest?.Deadline.Due, request.Nearest?.Deadline.EndsAt, null, !request.Asked.IsEmpty);

    /// <summary>The request as it is after the file's given version, or now.</summary>
    public async Task<RequestAnswer> ReadAsync(FileKey file, string number, long? version, bool isMasked, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(file, version, cancellationToken);
        if (!isMasked) view = await view.OpenAsync(sealing, cancellationToken);
        return Of(view, number, isMasked, version is null ? clock.GetUtcNow() : view.Entries[^1].At);
    }

    // What may still be done is told as of an instant: of a command its recording, so that a repeated one has the same answer.
    private RequestAnswer Of(FileView view, string number, bool isMasked, DateTimeOffset now)
    {
        var request = view.File.Request(number) ?? throw new NotFoundException();
        var own = view.Entries.Where(entry => entry.Request == number).Select(entry => (Entry: entry, entry.Event)).ToList();
        var received = own.Select(pair => pair.Event).OfType<RequestReceived>().Single();
        return new RequestAnswer(
            number,
            view.Key.Subject.IsNamedByOperator ? view.Key.Subject.Value : null,
            request.ReceivedAt,
            request.ReceivedOn,
            Words.Of(request.Channel),
            request.IsClosed ? "closed" : "open",
            [.. request.Demands.Select(demand => Of(demand, RequestActions.GroundsToRefuse(view.File, request, demand, now), received, isMasked))],
            [.. request.Obligations.Select(obligation => Of(obligation, now))],
            [.. Conflicts.Of(request, catalogues.For(view.Key.Operator)!).Select(Of)],
            received.Applicant is { } applicant ? Of(applicant, isMasked) : null,
            Show(received.Relation, isMasked),
            Show(received.Content, isMasked),
            isMasked,
            [.. own.Select(pair => TimelineViews.Of(pair.Entry, pair.Event, isMasked))],
            [.. RequestActions.Permitted(view.File, request, now)],
            request.Version,
            Words.Of(request.Identity),
            request.Missing.IsEmpty ? null : [.. request.Missing.Select(Words.Of)],
            Words.Of(request.ReplyBy),
            request.AssignedTo,
            request.RepeatOf,
            Show(received.Proof, isMasked),
            True(request.IsAcknowledged),
            True(request.IsWithdrawn),
            True(request.HasComplaint),
            request.Continues,
            request.ContinuedAs,
            request.Attachments.IsEmpty ? null : [.. own.Select(pair => pair.Event).OfType<AttachmentAdded>().Select(added => AttachmentAnswer.Of(added, isMasked))]);
    }

    // What is not so is not told of.
    private static bool? True(bool value) => value ? true : null;

    private static DemandAnswer Of(DemandState demand, IEnumerable<RefusalGround> grounds, RequestReceived received, bool isMasked) => new(
        demand.Id,
        Words.Of(demand.Kind),
        demand.Purposes.IsEmpty ? null : [.. demand.Purposes.Select(purpose => purpose.Value)],
        Show(received.Demands.Single(own => own.Id == demand.Id).Details, isMasked),
        Words.Of(demand.Status),
        True(demand.NothingToWithdraw),
        demand.DecidedAt,
        demand.IsDecided ? null : [.. grounds.Select(ground => new GroundOfRefusal(ground.Article, ground.Title))]);

    internal static ObligationAnswer Of(Obligation obligation, DateTimeOffset now) => new(
        obligation.Id,
        obligation.Demand == 0 ? null : obligation.Demand,
        Words.Of(obligation.Duty),
        Words.Of(obligation.Origin),
        obligation.Article,
        obligation.From,
        obligation.Term,
        obligation.Deadline.Due,
        obligation.Deadline.SafeDue,
        obligation.Term is Hours or Immediately ? obligation.Deadline.EndsAt : null,
        obligation.Proposed?.Due,
        Words.Of(obligation.Status),
        obligation.IsExtendable(now),
        obligation.Extended,
        obligation.Governs,
        obligation.Deadline.Calendar,
        obligation.DoneAt,
        obligation.Reminded is { } reminded ? Words.Of(reminded) : null,
        obligation.Row,
        obligation.LawOf,
        obligation.Purpose?.Value);

    private static ConflictAnswer Of(Conflict conflict) =>
        new(conflict.Demand, Words.Of(conflict.Duty), conflict.Clause, conflict.ContractDue, conflict.LawDue, conflict.Article);

    private static ApplicantAnswer Of(Applicant applicant, bool isMasked) => new(
        Show(applicant.Name, isMasked),
        applicant.Document is { } document
            ? new DocumentAnswer(Show(document.Number, isMasked), Show(document.IssuedAt, isMasked), Show(document.IssuedBy, isMasked))
            : null,
        Show(applicant.Contact, isMasked),
        applicant.Representative is { } representative
            ? new RepresentativeAnswer(Show(representative.Name, isMasked), Show(representative.Authority, isMasked), representative.ValidUntil, Words.Of(representative.Role))
            : null,
        applicant.Signature is { } signature ? Words.Of(signature) : null,
        applicant.IsMinor);
}
