namespace Consent.Api;

/// <summary>The desk: its pages stand behind the same gate as the API, and their readings in the same journal.</summary>
internal static class DeskSetup
{
    public static void MapDesk(this WebApplication app)
    {
        var desk = app.MapGroup(DeskSections.Root).WithMetadata(AnswersWithPages.Instance).ExcludeFromDescription();
        New<TodayDesk>().Map(desk);
        With<RequestListDesk>(New<ViewsApi>(), New<AssignmentsApi>(), New<RequestExportApi>()).Map(desk);
        New<RegisterDesk>().Map(desk);
        New<RequestDesk>().Map(desk);
        With<FilesDesk>(New<AttachmentsApi>(), New<SignaturesApi>()).Map(desk);
        New<DecisionDesk>().Map(desk);
        New<ConsentsDesk>().Map(desk);
        New<TermsDesk>().Map(desk);
        With<CalendarsDesk>(New<CalendarsApi>()).Map(desk);
        New<JournalDesk>().Map(desk);
        var (purposes, confirmation) = (New<PurposesApi>(), New<Confirmation>());
        With<OperatorDesk>(New<OperatorsApi>()).Map(desk);
        With<PeopleDesk>(New<PeopleApi>(), confirmation).Map(desk);
        With<KeysDesk>(New<KeysApi>(), confirmation).Map(desk);
        With<PurposesDesk>(purposes).Map(desk);
        With<TextsDesk>(purposes).Map(desk);
        With<ProvidersDesk>(New<ProviderApi>(), New<IdentityProviderApi>(), confirmation).Map(desk);
        // What is nowhere is told by a page too.
        desk.MapGet("/{**anything}", () => Problems.NotFound()).ForAnyKey().Recorded();

        T New<T>() => ActivatorUtilities.CreateInstance<T>(app.Services);
        // What the page does is the handler of the API, given as it is.
        T With<T>(params object[] given) => ActivatorUtilities.CreateInstance<T>(app.Services, given);
    }
}
