using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Conformance;

/// <summary>One operator with one purpose and one text, and what its people do.</summary>
public static class Demo
{
    /// <summary>A Monday, noon in Moscow.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly OperatorId Operator = new("demo");
    public static readonly PurposeCode News = new("news");
    public static readonly TextRef NewsText = new("news", new TextVersion("1", IsNumber: true));

    private static readonly Evidence Evidence = new("web", null, null, null, SignatureKind.None, null, null, null);

    public static IEnumerable<(OperatorId Operator, CatalogueCommand Command)> Catalogue =>
    [
        (OperatorId.Installation, new RegisterOperator(Start, Operator)),
        (Operator, new DescribeOperator(Start, new OperatorProfile("Демо", TimeZones.Default, "ООО «Демо»", "Москва", "demo@example.org", "Иванова И. И.", [], []))),
        (Operator, new DefinePurpose(Start, new Purpose(
            News, new LocalText("Новости"), LawfulBasis.Consent, "ст. 6 ч. 1 п. 1", ["contact"], ["storage"], [], null, false, false, false))),
        (Operator, new PublishText(Start, new ConsentText(NewsText, [News], "ru", "Согласен получать новости.", "00", Start.AddDays(-30), Reconsent.None))),
    ];

    public static FileKey File(string subject) => new(Operator, new SubjectId(subject));

    /// <summary>Where the letter of somebody not yet known as a subject is sent.</summary>
    public static FileKey FileOfNobody => new(Operator, new SubjectId("~"));

    public static GiveConsent Give(DateTimeOffset at, DateTimeOffset? expiresAt = null) => new(at, News, NewsText, at, expiresAt, Evidence);

    public static RefuseConsent Refuse(DateTimeOffset at) => new(at, News, NewsText, at, Evidence);

    public static RegisterRequest Withdraw(DateTimeOffset at) => Letter(at, DemandKind.Withdrawal);

    public static RegisterRequest AskForAccess(DateTimeOffset at) => Letter(at, DemandKind.Access);

    /// <summary>A letter that is refused: the operator has no such purpose.</summary>
    public static RegisterRequest AskForUnknown(DateTimeOffset at) => Letter(at, DemandKind.Access, new PurposeCode("unknown"));

    /// <summary>A command with a client's key; the same body has the same hash.</summary>
    public static Envelope Keyed(string key, FileCommand command, string body) => new("test", command, key, SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    public static Envelope By(FileCommand command) => new("test", command);

    private static RegisterRequest Letter(DateTimeOffset at, DemandKind kind, params ImmutableArray<PurposeCode> purposes) =>
        new(at, "", at, Channel.Web, [new Demand(1, kind, purposes, null)], null, null, null);
}
