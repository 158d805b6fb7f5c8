using Consent.Domain;

namespace Consent.Api;

/// <summary>Whose pages a subject is on, and where they begin: of anybody, or of one who is signed in.</summary>
public sealed record SubjectSite(OperatorId Operator, Rules Rules, bool IsSignedIn)
{
    public OperatorProfile Profile => Rules.Catalogue.Profile!;

    public string Root => IsSignedIn ? SubjectPages.Home : PublicPages.RootOf(Operator);

    /// <summary>Where one chooses what one wants.</summary>
    public string ChoosePath => IsSignedIn ? Root + "/new" : Root;

    public string StatusPath => Root + "/status";

    public string PathOf(string number) => $"{Root}/{(IsSignedIn ? "requests" : "status")}/{number}";

    public string RequestPath => Root + "/request";

    public string? Style => BrandStyle.Path(Operator, Profile.Brand);

    public string? Logo => BrandStyle.LogoPath(Operator, Profile.Brand);

    public IReadOnlyList<Purpose> ConsentPurposes => [.. Rules.Catalogue.Purposes.Values.Where(purpose => purpose.Basis == LawfulBasis.Consent).OrderBy(purpose => TitleOf(purpose), StringComparer.Ordinal)];

    public string TitleOf(PurposeCode code) => Rules.Catalogue.Purposes.TryGetValue(code, out var purpose) ? TitleOf(purpose) : code.Value;

    public static string TitleOf(Purpose purpose) => Texts.Culture.Name == "en" ? purpose.Title.En ?? purpose.Title.Ru : purpose.Title.Ru;
}
