using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Engine;

/// <summary>A command of a client with who gave it and, where the client named it, its Idempotency-Key and the hash of what was sent.</summary>
public sealed record Envelope(string Actor, FileCommand Command, string? Key = null, byte[]? BodySha256 = null);

/// <summary>What became of a command.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>It stands: durable, and seen by the next check. No events where there was nothing to do. A repeated command of the same
    /// key has the file and the events of the first time.</summary>
    public sealed record Done(FileKey File, long Version, ImmutableArray<FileEvent> Events) : Outcome
    {
        /// <summary>The version of the file with the first of the events.</summary>
        public long FirstVersion => Version - Events.Length + 1;
    }

    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>The client's key was used for something else.</summary>
    public sealed record KeyUsedForAnother : Outcome;
}

/// <summary>Stands around a command; whoever calls sees what it returns.</summary>
public delegate Task<Outcome> CommandFilter(FileKey file, Envelope envelope, Func<Task<Outcome>> execute);

/// <summary>One command at a time per file, many files at once; an answer never older than the last write acknowledged.</summary>
public interface IEngine
{
    /// <summary>Decides, makes it durable, and only then lets anybody see it.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Nothing was written.</exception>
    /// <exception cref="Storage.JournalDamagedException">The file cannot be trusted: nothing is decided on it.</exception>
    Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken);

    /// <summary>The answer of the check from the file as last written.</summary>
    /// <exception cref="Storage.JournalDamagedException">The file cannot be trusted: nothing is answered from it.</exception>
    ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken);
}
