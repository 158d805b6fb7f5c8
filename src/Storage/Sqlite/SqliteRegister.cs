using Consent.Domain;
using Consent.Storage.Sql;

namespace Consent.Storage.Sqlite;

/// <summary>The register in SQLite: written with the journal in one transaction, read here.</summary>
public sealed class SqliteRegister(SqliteDatabase database) : IRegister
{
    private static readonly RegisterQuestions Questions = new(find: "instr");

    public Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(Questions.Requests(operatorId, query)));

    public Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(RegisterQuestions.Request(operatorId, number)) is [var row] ? row : null);

    public Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(RegisterQuestions.Due(now, after, limit)));

    public Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken) =>
        Task.FromResult(RegisterQuestions.Gaps(Ask(RegisterQuestions.Ordinals(operatorId, year))));

    private IReadOnlyList<TRow> Ask<TRow>(Question<TRow> question) => database.Read(question.Ask);
}
