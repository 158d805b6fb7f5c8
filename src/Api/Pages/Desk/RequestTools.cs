namespace Consent.Api;

/// <summary>What is done with the list whole: it is taken away, given to somebody, kept as a view.</summary>
/// <param name="Here">The query of the page of the list that its forms come back to.</param>
/// <param name="IsDpo">Who may assign, and be shown personal data.</param>
/// <param name="Sent">The form that was not carried out, as it was typed in.</param>
public sealed record RequestTools(string Here, IReadOnlyList<ViewLink> Views, bool IsDpo, string FirstDay, string Today, SentForm? Sent, AssignOutcome? Assigned)
{
    /// <summary>Whether the filter was read: another is not kept.</summary>
    public bool IsSound { get; init; } = true;

    public SentForm? SentTo(string act) => Sent?.Action == act ? Sent : null;

    public string Path(string act) => $"{DeskSections.Requests}/{act}{Here}";
}

/// <summary>A saved view as a link to its list.</summary>
public sealed record ViewLink(string Id, string Name, string Path, bool IsHere);

/// <summary>To whom many were given, and what became of each.</summary>
public sealed record AssignOutcome(string To, IReadOnlyList<AssignResult> Results);
