namespace Consent.Api;

/// <summary>What <c>/desk/requests/{number}/decision</c> shows: the form of the decision and, once it was looked over, the letter.</summary>
public sealed record DecisionModel(
    RequestAnswer Request, DemandCard Card, string Kind, AssembledAnswerView? Assembled, SentForm Sent, LetterAnswer? Letter, ProblemWords? Problem, TimeZoneInfo Zone)
{
    public const string LawField = "law";

    public string Path => $"{DeskSections.Requests}/{Request.Number}";

    public string Own => $"{Path}/decision?demand={Card.Demand.Id}&kind={Kind}";

    public bool IsAccess => Card.Demand.Kind == "access";

    /// <summary>What goes on to the action itself once the letter was seen.</summary>
    public IEnumerable<(string Name, string Value)> Carried =>
        from sent in Sent.Fields
        where Fields.Contains(sent.Key)
        from value in sent.Value
        where value.Length > 0
        select (sent.Key, value);

    private static readonly string[] Fields = ["demand", "text", "assembled", "partly", "article", "reason", "by", "sentAt"];
}
