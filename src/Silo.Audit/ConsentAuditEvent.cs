using Audit.Core;

namespace Consent.Silo.Audit;

/// <summary>One line of the audit. It has no field that could hold a person's data: what a command says stays in the journal.</summary>
public sealed class ConsentAuditEvent : AuditEvent
{
    public required string Operator { get; init; }

    /// <summary>The operator's own opaque id of the person; a name with a tilde is a file of the service itself.</summary>
    public required string Subject { get; init; }

    /// <summary>The name of the command: <c>give-consent</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The number of the request it is about, once it has one.</summary>
    public string? Number { get; init; }

    /// <summary>The key or the part of the service that gave the command.</summary>
    public required string Actor { get; init; }

    /// <summary><c>asked</c>, <c>done</c>, <c>refused</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The type of the problem that the client was answered with.</summary>
    public string? Problem { get; init; }

    /// <summary>The version of the file after the command.</summary>
    public long? Version { get; init; }

    /// <summary>What ties the line to the answer and the log.</summary>
    public string? TraceId { get; init; }
}
