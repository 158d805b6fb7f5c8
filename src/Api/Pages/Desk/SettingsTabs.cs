namespace Consent.Api;

/// <summary>The pages of «Настройки».</summary>
internal static class SettingsTabs
{
    public const string Operator = DeskSections.Settings;
    public const string Contract = Operator + "/contract";
    public const string People = Operator + "/people";
    public const string Keys = Operator + "/keys";
    public const string Purposes = Operator + "/purposes";
    public const string TextList = Operator + "/texts";
    public const string Provider = Operator + "/provider";

    public static IEnumerable<(string, string)> All =>
    [
        (Operator, Texts.Get("Settings.tab.operator")), (Contract, Texts.Get("Settings.tab.contract")), (People, Texts.Get("Settings.tab.people")), (Keys, Texts.Get("Settings.tab.keys")),
        (Purposes, Texts.Get("Settings.tab.purposes")), (TextList, Texts.Get("Settings.tab.texts")), (Provider, Texts.Get("Settings.tab.provider")),
    ];

    /// <summary>Back to the page, which says that it is done.</summary>
    public static IResult Done(string path, string what) => TypedResults.LocalRedirect($"{path}?done={what}", permanent: false, preserveMethod: false);
}
