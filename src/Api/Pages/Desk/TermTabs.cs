namespace Consent.Api;

/// <summary>The pages of «Сроки».</summary>
internal static class TermTabs
{
    public static IEnumerable<(string, string)> All => [(TermsDesk.Path, Texts.Get("Terms.tab.duties")), (TermsDesk.CalendarPath, Texts.Get("Terms.tab.calendar"))];
}
