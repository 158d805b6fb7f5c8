using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>How an attempt to see personal data ended. The first three are of a credential that holds; the rest of one that is known but does not.</summary>
public enum AccessOutcome { Shown, Revealed, Absent, Refused, RevokedKey, ExpiredKey, WrongAddress }

/// <summary>What the service notes of those who look at personal data; kept in files of its own, one a day and a node (ст. 19 ч. 2 п. 8).</summary>
public abstract record AccessEvent(DateTimeOffset At) : FileEvent(At);

/// <summary>The author of the entry looked, or was refused: as what, at what, from where, why. <paramref name="Times"/> counts equal refusals in a row.</summary>
public sealed record AccessRecorded(
    DateTimeOffset At, string Operation, AccessOutcome Outcome, string Role, string? Subject = null, string? Request = null, Personal? Reason = null,
    Personal? Query = null, Personal? Address = null, int Times = 1) : AccessEvent(At);

/// <summary>A file of a day and a node begins; noted in the list of such files before anything is in it.</summary>
public sealed record AccessFileOpened(DateTimeOffset At, DateOnly Day, string Node) : AccessEvent(At);

/// <summary>Keys were used, each last at its instant; told about once an hour and not for each call.</summary>
public sealed record KeysUsed(DateTimeOffset At, ImmutableArray<KeyUse> Keys) : AccessEvent(At);

public sealed record KeyUse(string Key, DateTimeOffset At);

/// <summary>A reading the person in charge should look at; <paramref name="By"/> is the actor.</summary>
public sealed record UnusualAccessNoticed(DateTimeOffset At, UnusualAccess Kind, string By, int Count, DateTimeOffset Since) : AccessEvent(At);
