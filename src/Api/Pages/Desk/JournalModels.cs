namespace Consent.Api;

/// <summary>What <c>/desk/journal</c> shows: entries, the newest first.</summary>
public sealed record JournalEntriesModel(JournalFilter Filter, IReadOnlyList<JournalLine> Rows, Listed List, ActorNames Names, TimeZoneInfo Zone, ProblemWords? Problem);

/// <summary>What <c>/desk/journal/proof</c> shows: signed heads, witnesses, keys, and what a check has found.</summary>
public sealed record JournalProofModel(CheckpointsAnswer Heads, Listed List, Verdict? Verdict, TimeZoneInfo Zone, ProblemWords? Problem);

/// <summary>What a look through the whole log has found.</summary>
public sealed record Verdict(bool IsWhole, long Entries, long Of, long? Head, string? Fault);

/// <summary>What <c>/desk/journal/access</c> shows: readings of personal data and notices of unusual ones.</summary>
public sealed record JournalAccessModel(
    AccessFilter Filter, IReadOnlyList<AccessLine> Rows, IReadOnlyList<NoticeLine> Notices, Listed List, ActorNames Names, TimeZoneInfo Zone, ProblemWords? Problem);
