using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Makes entries of the access journal out of requests, and counts what has nobody's name on it.</summary>
public sealed class Attempts(AccessJournal journal, TimeProvider clock)
{
    private const int MaxQuery = 500;

    private long _unknown;

    /// <summary>How many requests came with a credential that is nobody's, or with none.</summary>
    public long UnknownCount => Interlocked.Read(ref _unknown);

    /// <summary>A credential that is known and does not hold is noted by its name; what is nobody's is counted.</summary>
    public void WithoutCredential(HttpContext context, Found found)
    {
        if (found is { Caller: { } caller, Why: { } why }) journal.Refused(caller.Operator, caller.Actor, Of(context, why, "none", null));
        else Interlocked.Increment(ref _unknown);
    }

    /// <summary>A good credential asked for what it may not.</summary>
    public void Prohibited(HttpContext context, Caller caller) => journal.Refused(caller.Operator, caller.Actor, Of(context, AccessOutcome.Refused, "none", null));

    /// <summary>A wrong password or code, or one too many of them.</summary>
    /// <param name="person">Null where nobody has such a name.</param>
    public void SignInRefused(HttpContext context, OperatorId operatorId, string? person) =>
        journal.Refused(operatorId, "person:" + (person ?? "unknown"), Of(context, AccessOutcome.Refused, "none", null));

    /// <summary>Returns when the reading is on record.</summary>
    /// <exception cref="StorageUnavailableException">It is not: nothing may be shown.</exception>
    public Task ReadAsync(HttpContext context, Caller caller, bool isFound)
    {
        var role = context.GetEndpoint()?.Metadata.GetMetadata<OpenTo>()?.RoleOf(caller) ?? "none";
        var reason = context.Features.Get<StatedReason>()?.Reason ?? (context.Request.Query["reason"] is [{ } given] && !string.IsNullOrWhiteSpace(given) ? given : null);
        var outcome = !isFound ? AccessOutcome.Absent : reason is not null && caller.Has(Scope.Dpo) ? AccessOutcome.Revealed : AccessOutcome.Shown;
        return journal.RecordAsync(caller.Operator, caller.Actor, Of(context, outcome, role, reason));
    }

    private AccessRecorded Of(HttpContext context, AccessOutcome outcome, string role, string? reason)
    {
        var (subject, request) = WhatOf(context.Request.RouteValues);
        subject ??= (context.User as Caller)?.Subject?.Value;
        var operation = context.GetEndpoint() is RouteEndpoint route ? $"{context.Request.Method} /{route.RoutePattern.RawText?.Trim('/')}" : "none";
        return new AccessRecorded(clock.GetUtcNow(), operation, outcome, role, subject, request, Personal.Of(reason), QueryOf(context), Personal.Of(Networks.Of(context.Connection.RemoteIpAddress)?.ToString()));
    }

    // What was asked for by a name that is none of ours may be anything, an e-mail address too.
    private static (string? Subject, string? Request) WhatOf(RouteValueDictionary values)
    {
        var subject = values.TryGetValue("subject", out var named) ? named as string
            : values.TryGetValue("id", out var id) && id is string record && RecordIds.TryParse(record, out var of, out _) ? of.Value
            : null;
        var number = values.TryGetValue("number", out var numbered) ? numbered as string : null;
        return (SubjectNames.Judge(subject) == SubjectNames.Verdict.Fit ? subject : null, RequestNumbers.TryParse(number, out _, out _) ? number : null);
    }

    private static Personal? QueryOf(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue) return null;
        var asked = string.Join('&', context.Request.Query.Where(pair => pair.Key is not ("reason" or "cursor" or "limit")).Select(pair => $"{pair.Key}={pair.Value}"));
        return Personal.Of(asked.Length > MaxQuery ? asked[..MaxQuery] : asked);
    }
}

/// <summary>Why somebody looks, where a form says so and not the address.</summary>
public sealed record StatedReason(string Reason);
