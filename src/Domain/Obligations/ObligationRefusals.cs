namespace Consent.Domain;

public sealed record ObligationUnknown(int Obligation) : Refusal(null, "obligation");

/// <summary>Done, fallen away, or never to be done.</summary>
public sealed record ObligationIsOver(int Obligation) : Refusal(null, "obligation", RefusalKind.State);

/// <summary>Not yet, or before the duty began.</summary>
public sealed record DoneOutOfTime(DateTimeOffset DoneAt) : Refusal(null, "doneAt");

/// <summary>No norm lets the duty fall away by that article.</summary>
public sealed record ReleaseNotAllowed(Duty Duty, string Articles) : Refusal("ст. 21", "article");

public sealed record NoOtherBasisToKeep(int Obligation) : Refusal("ст. 9 ч. 2", "article");

/// <summary>Not a destruction of ст. 21 ч. 3–5.1, or its term is over.</summary>
public sealed record NothingToPostpone(int Obligation) : Refusal("ст. 21 ч. 6", "obligation", RefusalKind.State);

public sealed record NothingToAccept(int Obligation) : Refusal(null, "obligation", RefusalKind.State);

/// <summary>The law's row is waited out or kept through: there is no last day to be in time for.</summary>
public sealed record NoTermToKeep(Duty Duty) : Refusal(null, "demands.duties");

/// <summary>The law names no number: the order or the demand does, and it must be told.</summary>
public sealed record OrderNamesNoDay(Duty Duty) : Refusal(null, "demands.dueOn");
