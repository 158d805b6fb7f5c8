using Consent.Domain;
using Consent.Storage.Sql;

namespace Consent.Storage.Postgres;

/// <summary>The register in PostgreSQL: written with the journal in one transaction, read here.</summary>
public sealed class PostgresRegister(PostgresDatabase database) : IRegister
{
    private static readonly RegisterQuestions Questions = new(find: "strpos");

    public Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken) =>
        query.Text is { } text && !PostgresText.CanHold(text)
            ? Task.FromResult<IReadOnlyList<RequestRow>>([])
            : AskAsync(Questions.Requests(operatorId, query), cancellationToken);

    public async Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken) =>
        PostgresText.CanHold(number) && await AskAsync(RegisterQuestions.Request(operatorId, number), cancellationToken) is [var row] ? row : null;

    public Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, CancellationToken cancellationToken) =>
        AskAsync(RegisterQuestions.Due(now, after, limit), cancellationToken);

    public async Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken) =>
        RegisterQuestions.Gaps(await AskAsync(RegisterQuestions.Ordinals(operatorId, year), cancellationToken));

    private Task<IReadOnlyList<TRow>> AskAsync<TRow>(Question<TRow> question, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => question.AskAsync(connection, cancellationToken), cancellationToken);
}
