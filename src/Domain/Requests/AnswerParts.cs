using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What a line of the answer says; the letter has the words.</summary>
public enum LineKind
{
    Processed, NotProcessed,
    ByConsent, ByGround, ByCatalogue, ConsentMissing, ConsentWithdrawn, ConsentExpired,
    Automated, Manual, Mixed, MethodsNotTold,
    Operator, Inn, Ogrn, Recipient, NoRecipients,
    Data, NotHeld, Source,
    Retention, ConsentUntil, GroundUntil,
    Rights, RightsByLaw,
    Transfer, NoTransfer,
    Processor, NoProcessors,
    Measures,
    Blocked, StopDemanded, MarketingStopped, DistributionStopped, PurposeReached, NothingElse,
}

/// <summary>One line of an item: what it says, of what, and the day where it names one.</summary>
public sealed record AnswerLine(LineKind Kind, ImmutableArray<string> Values, DateOnly? On = null)
{
    public AnswerLine(LineKind kind, params string[] values) : this(kind, [.. values], null) { }
}

/// <summary>What the operator does next so that an item is complete.</summary>
public enum GapKind
{
    AskSystems, NamePurpose, StateMethods, DescribeOperator, StateSource, StateRetention, StateCrossBorder, StateProcessors, StateMeasures,
}

/// <summary>Something an item lacks, and of what: purposes or categories of data.</summary>
public sealed record AnswerGap(GapKind Kind, ImmutableArray<string> Of);

/// <summary>One item of the answer (ст. 14 ч. 7): its number, the words of the law, what is told and what is lacking.</summary>
public sealed record AnswerItem(string Number, string Title, ImmutableArray<AnswerLine> Lines, ImmutableArray<AnswerGap> Missing)
{
    public string Article => $"ст. 14 ч. 7 п. {Number}";

    public bool IsComplete => Missing.IsEmpty;
}

/// <summary>The answer put together: every item of ст. 14 ч. 7.</summary>
public sealed record AssembledAnswer(ImmutableArray<AnswerItem> Items)
{
    public bool IsComplete => Items.All(item => item.IsComplete);

    /// <summary>The numbers of the items that lack something: <c>3, 9.1</c>.</summary>
    public string Lacking => string.Join(", ", Items.Where(item => !item.IsComplete).Select(item => item.Number));
}
