using Microsoft.Extensions.Primitives;

namespace Consent.Api;

/// <summary>A request as it is being filled in: every field as typed, so that nothing is lost on the way; and the body that the API would be sent for it.</summary>
public sealed class RequestDraft
{
    public const string Email = "email";
    public const string Contact = "contact";
    public const string Relation = "relation";
    public const string Kind = "kind";
    public const string Purpose = "purpose";
    public const string For = "for";
    public const string Other = "other";
    public const string Once = "once";
    public const string Ticket = "ticket";
    public const string Name = "applicant.name";
    public const string DocumentNumber = "applicant.document.number";
    public const string DocumentIssuedAt = "applicant.document.issuedAt";
    public const string DocumentIssuedBy = "applicant.document.issuedBy";
    public const string RepresentativeName = "applicant.representative.name";
    public const string Authority = "applicant.representative.authority";
    public const string AuthorityUntil = "applicant.representative.validUntil";
    public const string Role = "applicant.representative.role";

    private static readonly string[] FieldNames =
        [Email, Contact, Relation, For, Once, Name, DocumentNumber, DocumentIssuedAt, DocumentIssuedBy, RepresentativeName, Authority, AuthorityUntil, Role, .. DemandChoice.All.Select(choice => choice.DetailsField)];

    private static readonly string[] AboutApplicant = [Name, Email, Contact, DocumentNumber, DocumentIssuedAt, DocumentIssuedBy];

    private readonly Dictionary<string, string> _typed;

    private RequestDraft(IEnumerable<KeyValuePair<string, StringValues>> sent)
    {
        var all = sent.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        _typed = FieldNames.Where(all.ContainsKey).ToDictionary(name => name, name => all[name].ToString(), StringComparer.Ordinal);
        if (Of(Once) is null) _typed[Once] = OneTimeTokens.NewId();
        var (kinds, purposes) = (all.GetValueOrDefault(Kind), all.GetValueOrDefault(Purpose));
        Choices = [.. DemandChoice.All.Where(choice => kinds.Contains(choice.Word))];
        Purposes = [.. purposes.OfType<string>().Distinct().Take(200)];
    }

    public static RequestDraft Read(IQueryCollection query) => new(query);

    public static RequestDraft Read(IFormCollection form) => new(form);

    public IReadOnlyList<DemandChoice> Choices { get; }

    /// <summary>Whose consents are withdrawn; none chosen is all of them.</summary>
    public IReadOnlyList<string> Purposes { get; }

    public bool IsForAnother => Of(For) == Other;

    public bool Has(Domain.DemandKind kind) => Choices.Any(choice => choice.Kind == kind);

    /// <summary>As typed; null where nothing was.</summary>
    public string? Of(string field) => _typed.TryGetValue(field, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Everything that the next form carries on.</summary>
    public IEnumerable<(string Name, string Value)> Carried =>
        [.. _typed.Select(pair => (pair.Key, pair.Value)), .. Choices.Select(choice => (Kind, choice.Word)), .. Purposes.Select(purpose => (Purpose, purpose))];

    public PublicRequestBody ToPublic(ProvenCodeBody? code) => new(Demands, Applicant, Of(Relation), null, ReplyBy, code, null);

    public MyRequestBody ToMine() => new(Demands, IsForAnother || AboutApplicant.Any(field => Of(field) is not null) ? Applicant : null, Of(Relation), null, ReplyBy, null);

    /// <summary>What the page wants beyond the API: words where nothing can be done without them, and somewhere to answer to.</summary>
    internal void Check(Fields fields, bool isSignedIn)
    {
        if (Choices.Count == 0) fields.Wrong(Kind, "Choose.none");
        foreach (var choice in Choices.Where(choice => choice.NeedsDetails && Of(choice.DetailsField) is null)) fields.Wrong(choice.DetailsField, "FieldRequired");
        if (Of(Email) is { } email && !EmailCodes.IsAddress(email)) fields.Wrong(Email, "FieldNotEmail");
        if (!isSignedIn && Of(Email) is null && Of(Contact) is null) fields.Wrong(Email, "Form.needContact");
    }

    /// <summary>Faults by the names of our fields.</summary>
    public ProblemWords Named(ProblemWords problem) => problem with
    {
        Errors = problem.Errors.GroupBy(error => FieldOf(error.Key)).ToDictionary(group => group.Key, group => group.SelectMany(error => error.Value).Distinct().ToArray()),
    };

    private IReadOnlyList<MyDemandBody?> Demands => [.. Choices.Select(choice => new MyDemandBody(
        choice.Word, choice.Kind == Domain.DemandKind.Withdrawal && Purposes.Count > 0 ? Purposes : null, Of(choice.DetailsField)))];

    private ApplicantBody Applicant => new(
        Of(Name),
        Of(DocumentNumber) is null && Of(DocumentIssuedAt) is null && Of(DocumentIssuedBy) is null ? null : new DocumentBody(Of(DocumentNumber), Of(DocumentIssuedAt), Of(DocumentIssuedBy)),
        Of(Email) ?? Of(Contact),
        IsForAnother ? new RepresentativeBody(Of(RepresentativeName), Of(Authority), Of(AuthorityUntil), Of(Role)) : null,
        null,
        null);

    private string? ReplyBy => Of(Email) is null ? null : Storage.Words.Of(Domain.Channel.Email);

    private string FieldOf(string field)
    {
        if (field == "applicant.contact") return Of(Email) is null ? Contact : Email;
        if (field is "demands" or "applicant") return Kind;
        if (!field.StartsWith("demands[", StringComparison.Ordinal)) return field;
        if (field.Contains("purposes", StringComparison.Ordinal)) return Purpose;
        return int.TryParse(field.AsSpan(8, 1), out var index) && index < Choices.Count && field.EndsWith("details", StringComparison.Ordinal) ? Choices[index].DetailsField : Kind;
    }
}
