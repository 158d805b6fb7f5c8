using System.Collections.Immutable;

namespace Consent.Domain.Tests;

/// <summary>The operator of the examples: a shop in Moscow with a purpose of each sort and its texts.</summary>
internal static class Shop
{
    public const string Number = "2026-000001";
    public const string Decree2026 = "Постановление Правительства РФ от 24.09.2025 № 1466";

    public static readonly PurposeCode News = new("newsletter");
    public static readonly PurposeCode Quality = new("quality");
    public static readonly PurposeCode Delivery = new("delivery");
    public static readonly PurposeCode Photos = new("photos");
    public static readonly PurposeCode Health = new("health");
    public static readonly PurposeCode Unknown = new("nobody-declared");

    public static readonly TextRef Main1 = new("main", new TextVersion("1"));
    public static readonly TextRef Main2 = new("main", new TextVersion("2"));
    public static readonly TextRef PhotosText = new("photos", new TextVersion("1"));
    public static readonly TextRef HealthText = new("health", new TextVersion("1"));

    public static readonly DateTimeOffset Opened = Clocks.Msk("2024-01-09 00:00");

    public static readonly Evidence Site = new("web", null, null, null, SignatureKind.Simple, null, null, null);
    public static readonly Evidence Paper = Site with { Channel = "paper", Signature = SignatureKind.Handwritten, Document = new Personal("скан 17") };

    public static readonly OperatorCatalogue Catalogue = Declared(
    [
        new OperatorDescribed(Opened, Profile()),
        new PurposeDefined(Opened, Purpose(News, LawfulBasis.Consent, "ст. 6 ч. 1 п. 1") with { Advertising = true }),
        new PurposeDefined(Opened, Purpose(Quality, LawfulBasis.Consent, "ст. 6 ч. 1 п. 1")),
        new PurposeDefined(Opened, Purpose(Delivery, LawfulBasis.Contract, "ст. 6 ч. 1 п. 5")),
        new PurposeDefined(Opened, Purpose(Photos, LawfulBasis.Consent, "ст. 10.1 ч. 1") with { Distribution = true }),
        new PurposeDefined(Opened, Purpose(Health, LawfulBasis.Consent, "ст. 10 ч. 2 п. 1") with { WrittenForm = true, Categories = ["special:health"] }),
        new TextPublished(Opened, Text(Main1, Opened, Reconsent.None, News, Quality)),
        new TextPublished(Opened, Text(PhotosText, Opened, Reconsent.None, Photos)),
        new TextPublished(Opened, Text(HealthText, Opened, Reconsent.None, Health)),
    ]);

    public static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    public static readonly Rules Rules = new(Catalogue, WorkingCalendar.Russia, Moscow);

    public static OperatorProfile Profile(params ContractTerm[] terms) =>
        new("Лавка", "Europe/Moscow", "ООО «Лавка»", "Москва", "dpo@lavka.example", "Иванова", [.. terms], []);

    public static Purpose Purpose(PurposeCode code, LawfulBasis basis, string article) =>
        new(code, new LocalText(code.Value), basis, article, ["contact"], ["collect"], [], null, WrittenForm: false, Advertising: false, Distribution: false);

    public static ConsentText Text(TextRef reference, DateTimeOffset from, Reconsent reconsent, params PurposeCode[] purposes) =>
        new(reference, [.. purposes], "ru", $"Текст {reference.Version}", $"hash-{reference.Code}-{reference.Version}", from, reconsent);

    public static OperatorCatalogue Declared(IEnumerable<CatalogueEvent> events, OperatorCatalogue? before = null) =>
        events.Aggregate(before ?? OperatorCatalogue.Empty, (catalogue, happened) => catalogue.Evolve(happened));

    /// <summary>The same shop after its main text has a second version.</summary>
    public static Rules WithMain2(DateTimeOffset from, Reconsent reconsent, params PurposeCode[] purposes) => Rules with
    {
        Catalogue = Declared([new TextPublished(Opened, Text(Main2, from, reconsent, purposes.Length == 0 ? [News, Quality] : purposes))], Catalogue),
    };

    /// <summary>The same shop with terms promised by contract.</summary>
    public static Rules WithTerms(params ContractTerm[] terms) =>
        Rules with { Catalogue = Declared([new OperatorDescribed(Opened, Profile(terms))], Catalogue) };

    public static ConsentGiven Given(PurposeCode purpose, DateTimeOffset at, DateTimeOffset? expires = null) =>
        new(at, purpose, TextOf(purpose), expires, Site);

    public static GiveConsent Give(PurposeCode purpose, DateTimeOffset at, DateTimeOffset? expires = null) =>
        new(at, purpose, TextOf(purpose), at, expires, Site);

    public static RefuseConsent Refuse(PurposeCode purpose, DateTimeOffset at) => new(at, purpose, TextOf(purpose), at, Site);

    public static GroundRecorded Contract(PurposeCode purpose, DateTimeOffset from, DateTimeOffset? until = null) =>
        new(from, purpose, LawfulBasis.Contract, new Personal("договор 42"), until);

    public static Demand Demand(DemandKind kind, params PurposeCode[] purposes) => new(1, kind, [.. purposes], null);

    public static RegisterRequest Letter(DateTimeOffset at, params Demand[] demands) =>
        new(at, Number, at, Channel.Web, [.. demands.Select((demand, index) => demand with { Id = index + 1 })], null, null, null);

    public static RegisterRequest Letter(DateTimeOffset at, DemandKind kind, params PurposeCode[] purposes) => Letter(at, Demand(kind, purposes));

    public static ImmutableArray<PurposeCode> All => [News, Quality, Delivery, Photos, Health];

    public static TextRef TextOf(PurposeCode purpose) => purpose == Photos ? PhotosText : purpose == Health ? HealthText : Main1;
}
