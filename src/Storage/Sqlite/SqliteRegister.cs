using Consent.Domain;
using Consent.Storage.Sql;

namespace Consent.Storage.Sqlite;

/// <summary>The register in SQLite: written with the journal in one transaction, read here.</summary>
/// <param name="few">What fewer letters have leads to them; what more have is met along the order that is asked for.</param>
public sealed class SqliteRegister(SqliteDatabase database, int few = RequestQuestions.Few) : IRegister
{
    private static readonly RegisterQuestions Questions = new(find: "instr");

    private readonly RequestQuestions _requests = new(find: "instr", few);

    public Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Look(operatorId, query, null).Rows);

    public Task<RequestPage> LookAsync(OperatorId operatorId, RequestQuery query, int atMost, CancellationToken cancellationToken) => Task.FromResult(Look(operatorId, query, atMost));

    public Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(RegisterQuestions.Request(operatorId, number)) is [var row] ? row : null);

    public Task<IReadOnlyList<OpenRequests>> OpenAsync(OperatorId operatorId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(RegisterQuestions.Open(operatorId, now)));

    public Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, IReadOnlyList<OperatorId>? operators, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(Questions.Due(now, after, limit, operators)));

    public Task<IReadOnlyList<ObligationRow>> ObligationsAsync(OperatorId operatorId, ObligationQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(ObligationQuestions.Page(operatorId, query)));

    public Task<IReadOnlyList<string>> CalendarsInUseAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(ObligationQuestions.Calendars(operatorId)));

    public Task<IReadOnlyList<CalendarUse>> CalendarUseAsync(CancellationToken cancellationToken) => Task.FromResult(Ask(ObligationQuestions.CalendarUse()));

    public Task<IReadOnlyList<SubjectId>> CountedByAsync(OperatorId operatorId, string calendar, SubjectId? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(ObligationQuestions.CountedBy(operatorId, calendar, after, limit)));

    public Task<ReceivedDemands> ReceivedAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult(new ReceivedDemands(Ask(DemandQuestions.Letters(operatorId, from, to))[0], Ask(DemandQuestions.Groups(operatorId, from, to))));

    public Task<IReadOnlyList<DemandDay>> DemandDaysAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken) => Task.FromResult(DemandDay.Of(
        Ask(DemandQuestions.Days(operatorId, from, to)), Ask(DemandQuestions.LateDays(operatorId, from, to)), Ask(DemandQuestions.OpenDays(operatorId, from, to))));

    public Task<IReadOnlyList<FileKey>> UnlistedAsync(FileKey? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(DemandQuestions.Unlisted(after, limit)));

    public Task<IReadOnlyList<SubjectId>> FindByContactAsync(OperatorId operatorId, ContactRow contact, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(KeyQuestions.ByContact(operatorId, contact, limit)));

    public Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken) =>
        Task.FromResult(RequestNumbers.Gaps(Ask(RegisterQuestions.Ordinals(operatorId, year))));

    private RequestPage Look(OperatorId operatorId, RequestQuery query, int? atMost) => database.Read(connection =>
    {
        var page = _requests.AskAsync(new AskAtOnce(connection), operatorId, query, atMost);
        return page.IsCompleted ? page.GetAwaiter().GetResult() : throw new InvalidOperationException("SQLite answers at once.");
    });

    private IReadOnlyList<TRow> Ask<TRow>(Question<TRow> question) => database.Read(question.Ask);
}
