using Consent.Domain;
using Consent.Storage.Sql;

namespace Consent.Storage.Postgres;

/// <summary>The register in PostgreSQL: written with the journal in one transaction, read here.</summary>
/// <param name="few">What fewer letters have leads to them; what more have is met along the order that is asked for.</param>
public sealed class PostgresRegister(PostgresDatabase database, int few = RequestQuestions.Few) : IRegister
{
    private static readonly RegisterQuestions Questions = new(find: "strpos");

    private readonly RequestQuestions _requests = new(find: "strpos", few);

    public async Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken) =>
        (await LookAsync(operatorId, query, null, cancellationToken)).Rows;

    public Task<RequestPage> LookAsync(OperatorId operatorId, RequestQuery query, int atMost, CancellationToken cancellationToken) =>
        LookAsync(operatorId, query, (int?)atMost, cancellationToken);

    public async Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken) =>
        PostgresText.CanHold(number) && await AskAsync(RegisterQuestions.Request(operatorId, number), cancellationToken) is [var row] ? row : null;

    public Task<IReadOnlyList<OpenRequests>> OpenAsync(OperatorId operatorId, DateTimeOffset now, CancellationToken cancellationToken) =>
        AskAsync(RegisterQuestions.Open(operatorId, now), cancellationToken);

    public Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, IReadOnlyList<OperatorId>? operators, CancellationToken cancellationToken) =>
        AskAsync(Questions.Due(now, after, limit, operators), cancellationToken);

    public Task<IReadOnlyList<ObligationRow>> ObligationsAsync(OperatorId operatorId, ObligationQuery query, CancellationToken cancellationToken) =>
        CanHold(query.AssignedTo) && CanHold(query.After?.Subject) && CanHold(query.After?.Request)
            ? AskAsync(ObligationQuestions.Page(operatorId, query), cancellationToken)
            : Task.FromResult<IReadOnlyList<ObligationRow>>([]);

    public Task<IReadOnlyList<string>> CalendarsInUseAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        AskAsync(ObligationQuestions.Calendars(operatorId), cancellationToken);

    public Task<IReadOnlyList<CalendarUse>> CalendarUseAsync(CancellationToken cancellationToken) => AskAsync(ObligationQuestions.CalendarUse(), cancellationToken);

    public Task<IReadOnlyList<SubjectId>> CountedByAsync(OperatorId operatorId, string calendar, SubjectId? after, int limit, CancellationToken cancellationToken) =>
        CanHold(calendar) && CanHold(after?.Value)
            ? AskAsync(ObligationQuestions.CountedBy(operatorId, calendar, after, limit), cancellationToken)
            : Task.FromResult<IReadOnlyList<SubjectId>>([]);

    public async Task<ReceivedDemands> ReceivedAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken) => new(
        (await AskAsync(DemandQuestions.Letters(operatorId, from, to), cancellationToken))[0],
        await AskAsync(DemandQuestions.Groups(operatorId, from, to), cancellationToken));

    public async Task<IReadOnlyList<DemandDay>> DemandDaysAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken) => DemandDay.Of(
        await AskAsync(DemandQuestions.Days(operatorId, from, to), cancellationToken),
        await AskAsync(DemandQuestions.LateDays(operatorId, from, to), cancellationToken),
        await AskAsync(DemandQuestions.OpenDays(operatorId, from, to), cancellationToken));

    public Task<IReadOnlyList<FileKey>> UnlistedAsync(FileKey? after, int limit, CancellationToken cancellationToken) =>
        AskAsync(DemandQuestions.Unlisted(after, limit), cancellationToken);

    public Task<IReadOnlyList<SubjectId>> FindByContactAsync(OperatorId operatorId, ContactRow contact, int limit, CancellationToken cancellationToken) =>
        AskAsync(KeyQuestions.ByContact(operatorId, contact, limit), cancellationToken);

    public async Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken) =>
        RequestNumbers.Gaps(await AskAsync(RegisterQuestions.Ordinals(operatorId, year), cancellationToken));

    private Task<RequestPage> LookAsync(OperatorId operatorId, RequestQuery query, int? atMost, CancellationToken cancellationToken) =>
        CanHold(query.Search?.Beginning) && CanHold(query.AssignedTo) && CanHold(query.After?.Number)
            ? database.ReadAsync(connection => _requests.AskAsync(new AskAndWait(connection, cancellationToken), operatorId, query, atMost).AsTask(), cancellationToken)
            : Task.FromResult(new RequestPage([], null));

    private static bool CanHold(string? text) => text is null || PostgresText.CanHold(text);

    private Task<IReadOnlyList<TRow>> AskAsync<TRow>(Question<TRow> question, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => question.AskAsync(connection, cancellationToken), cancellationToken);
}
