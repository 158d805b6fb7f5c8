namespace Consent.Api;

/// <summary>What <c>/desk/register</c> shows: the form, who was found, and the terms before anything is saved.</summary>
public sealed record RegisterModel(SentForm Sent, IReadOnlyList<(string Code, string Title)> Purposes, string Now)
{
    public IReadOnlyList<FoundSubject>? Found { get; init; }

    public RegisterTerms? Terms { get; init; }

    public ProblemWords? Problem { get; init; }

    /// <summary>What goes on to be saved once the terms were seen.</summary>
    public IEnumerable<(string Name, string Value)> Carried =>
        from sent in Sent.Fields
        where sent.Key.StartsWith("demands[", StringComparison.Ordinal) || sent.Key.StartsWith("applicant.", StringComparison.Ordinal) || Plain.Contains(sent.Key)
        from value in sent.Value
        where value.Length > 0
        select (sent.Key, value);

    private static readonly string[] Plain = ["subject", "relation", "channel", "receivedAt", "content", "proof", "replyBy"];
}

/// <summary>What the letter will open: its clocks, what there is nothing to withdraw of, and the request it repeats.</summary>
public sealed record RegisterTerms(IReadOnlyList<(string Kind, bool NothingToWithdraw, IReadOnlyList<DemandClock> Clocks)> Demands, string? RepeatOf);
