using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>An order about one obligation: of a request, or, without a number, of the file itself.</summary>
public abstract record ObligationCommand(DateTimeOffset At, string? Number, int Obligation) : RequestCommand(At);

/// <summary>What the duty asks for was done at <paramref name="DoneAt"/>; a destruction names its act, a notice the number the authority gave.</summary>
public sealed record FulfilObligation(DateTimeOffset At, string? Number, int Obligation, DateTimeOffset DoneAt, Personal? Evidence, string? Reference)
    : ObligationCommand(At, Number, Obligation);

/// <summary>The duty has fallen away by a norm that lets it: another lawful basis, or the processing made lawful.</summary>
public sealed record ReleaseObligation(DateTimeOffset At, string? Number, int Obligation, string Article, Personal Reason)
    : ObligationCommand(At, Number, Obligation);

/// <summary>Destruction in time is impossible: block now and destroy within six months (ст. 21 ч. 6).</summary>
public sealed record PostponeDestruction(DateTimeOffset At, string? Number, int Obligation, Personal Reason) : ObligationCommand(At, Number, Obligation);

/// <summary>A person agrees to the later end that another calendar gives.</summary>
public sealed record AcceptRecount(DateTimeOffset At, string? Number, int Obligation) : ObligationCommand(At, Number, Obligation);

/// <summary>Count every open term again by the calendar of now; what another calendar did not change stays.</summary>
public sealed record RecountTerms(DateTimeOffset At) : FileCommand(At);

/// <summary>Something became of an obligation: of a request, or, without a number, of the file itself.</summary>
public abstract record ObligationEvent(DateTimeOffset At, string? Number) : FileEvent(At);

/// <summary>New obligations after the receipt of a letter, or of the file itself.</summary>
public sealed record ObligationsOpened(DateTimeOffset At, string? Number, ImmutableArray<Obligation> Obligations) : ObligationEvent(At, Number);

/// <summary>The end of an obligation passed while it was open: the last warning, told to the second person too.</summary>
public sealed record ObligationMissed(DateTimeOffset At, string? Number, int Obligation) : ObligationEvent(At, Number);

/// <summary>An open obligation was told of; <paramref name="Escalated"/> to the second person too.</summary>
public sealed record ObligationReminded(DateTimeOffset At, string? Number, int Obligation, Reminder Reminder, bool Escalated) : ObligationEvent(At, Number);

/// <summary>In effect from when it was done, as the person who says so knows.</summary>
public sealed record ObligationFulfilled(DateTimeOffset At, string? Number, int Obligation, Personal? Evidence, string? Reference) : ObligationEvent(At, Number);

public sealed record ObligationReleased(DateTimeOffset At, string? Number, int Obligation, string Article, Personal? Reason) : ObligationEvent(At, Number);

/// <summary>A term counted again from another day: particulars that came later, a day of detection corrected.</summary>
public sealed record TermRestarted(DateTimeOffset At, string? Number, int Obligation, DateOnly From, DateTimeOffset RunsFrom, Deadline Deadline) : ObligationEvent(At, Number);

/// <summary>A term counted again by another calendar. Shortened at once; a later end is only proposed until a person accepts it.</summary>
public sealed record TermRecounted(DateTimeOffset At, string? Number, int Obligation, Deadline Deadline, bool IsProposal) : ObligationEvent(At, Number);
