using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Production calendars: the installation's under <c>/v1/admin/calendars</c>, each operator's own at <c>/v1/calendars</c>.</summary>
internal sealed class CalendarsApi(Catalogues catalogues, IRegister register, TimeProvider clock)
{
    private const int FirstYear = 1990;
    private const int LastYear = 2149;

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPut("/admin/calendars/{year}", PutAsync).For(Scope.Admin).Accepts<CalendarBody>(CalendarUpload.JsonType, CalendarUpload.FileType)
            .Describe(
                "Load a calendar",
                "The production calendar of a year while the service runs, with the installation's key: a CSV file (`# decree`, `date,kind,title`, a line for each day off by a holiday "
                + "or a transfer and each worked weekend) of up to 64 KB, or the same as JSON. Open terms are counted again: shortened at once, a later end only proposed.",
                Examples.Calendar, Examples.CalendarAnswer)
            .Produces<CalendarAnswer>();
        v1.MapGet("/admin/calendars", ListAsync).For(Scope.Admin)
            .Describe("List calendars", "Every year there is, with the installation's key, and how many open terms still wait to be counted again.", null, Examples.Calendars)
            .Produces<CalendarsAnswer>();
        v1.MapGet("/calendars/{year}", Get).ForAnyKey()
            .Describe("Show a calendar", "How the operator counts a year: holidays, transfers and worked weekends of the decree, and its own days over them.", null, Examples.OwnCalendar)
            .Produces<OwnCalendarAnswer>();
    }

    internal async Task<IResult> PutAsync(string year, CalendarUpload upload, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.RunsInstallation || !TryYear(year, out var number)) return Problems.NotFound();
        var load = new LoadCalendar(clock.GetUtcNow(), upload.Read(number));
        var outcome = await catalogues.ExecuteAsync(OperatorId.Installation, new Envelope(caller.Actor, load), cancellationToken);
        return Problems.Of(outcome)
            ?? Answers.Json(CalendarAnswer.Of(catalogues.Calendar.Find(number)!, IsLoaded(number), await PendingAsync(cancellationToken)), ApiJson.Wire.CalendarAnswer);
    }

    internal async Task<IResult> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.RunsInstallation) return Problems.NotFound();
        var calendar = catalogues.Calendar;
        return Answers.Json(
            new CalendarsAnswer([.. calendar.Years.Select(year => CalendarAnswer.Of(calendar.Find(year)!, IsLoaded(year)))], await PendingAsync(cancellationToken)),
            ApiJson.Wire.CalendarsAnswer);
    }

    private IResult Get(string year, Tenant tenant)
    {
        if (!TryYear(year, out var number)) return Problems.NotFound();
        return tenant.Rules.Calendar.Find(number) is { } counted
            ? Answers.Json(OwnCalendarAnswer.Of(counted, IsLoaded(number), tenant.Rules.Catalogue.Profile!.Calendar), ApiJson.Wire.OwnCalendarAnswer)
            : Problems.Of(new CalendarMissing(number));
    }

    private bool IsLoaded(int year) => catalogues.Installation.Calendars.Any(loaded => loaded.Year == year);

    private async Task<RecountAnswer> PendingAsync(CancellationToken cancellationToken) => new(
        (from use in await register.CalendarUseAsync(cancellationToken)
         where catalogues.For(use.Operator)?.Calendar.Knows(use.Calendar) == false
         select use.Open).Sum());

    private static bool TryYear(string text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && text.Length == 4 && year is >= FirstYear and <= LastYear;
}
