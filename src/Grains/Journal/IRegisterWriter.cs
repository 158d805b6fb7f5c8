using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>What one append says of a file. <paramref name="Commit"/> is its place in the order of the operator's commits: what an older one says gives way.</summary>
public sealed record RegisterChange(FileKey File, long Commit, RegisterRows Rows);

/// <summary>The writing side of a register that does not share a transaction with the journal.</summary>
public interface IRegisterWriter
{
    /// <summary>Makes an operator's changes, in order. Told again, whole or in part, also late, it changes nothing.</summary>
    Task WriteAsync(OperatorId operatorId, IReadOnlyList<RegisterChange> changes, CancellationToken cancellationToken);
}
