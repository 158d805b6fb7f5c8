using System.Data.Common;

namespace Consent.Storage.Sql;

/// <summary>Asks a database one question after another, waiting for the answer where it has to be waited for.</summary>
internal interface IAsk
{
    ValueTask<IReadOnlyList<TRow>> OfAsync<TRow>(Question<TRow> question);
}

/// <summary>A database that answers at once.</summary>
internal sealed class AskAtOnce(DbConnection connection) : IAsk
{
    public ValueTask<IReadOnlyList<TRow>> OfAsync<TRow>(Question<TRow> question) => ValueTask.FromResult(question.Ask(connection));
}

/// <summary>A database behind a network.</summary>
internal sealed class AskAndWait(DbConnection connection, CancellationToken cancellationToken) : IAsk
{
    public ValueTask<IReadOnlyList<TRow>> OfAsync<TRow>(Question<TRow> question) => new(question.AskAsync(connection, cancellationToken));
}
