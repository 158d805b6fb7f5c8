namespace Consent.Api;

/// <summary>The desk: its pages stand behind the same gate as the API, and their readings in the same journal.</summary>
internal static class DeskSetup
{
    public static void MapDesk(this WebApplication app)
    {
        var desk = app.MapGroup(DeskSections.Root).WithMetadata(AnswersWithPages.Instance).ExcludeFromDescription();
        New<TodayDesk>().Map(desk);
        New<RequestListDesk>().Map(desk);
        New<RegisterDesk>().Map(desk);
        New<RequestDesk>().Map(desk);
        New<DecisionDesk>().Map(desk);
        New<ConsentsDesk>().Map(desk);
        New<TermsDesk>().Map(desk);
        New<JournalDesk>().Map(desk);
        New<SettingsDesk>().Map(desk);
        // What is nowhere is told by a page too.
        desk.MapGet("/{**anything}", () => Problems.NotFound()).ForAnyKey().Recorded();

        T New<T>() => ActivatorUtilities.CreateInstance<T>(app.Services);
    }
}
