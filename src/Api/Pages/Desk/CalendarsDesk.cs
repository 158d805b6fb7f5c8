using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Http.Features;

namespace Consent.Api;

/// <summary>Calendars of the installation for those who run it: <c>/desk/calendars</c>. One is loaded for every operator, as by <c>PUT /v1/admin/calendars/{year}</c>.</summary>
internal sealed class CalendarsDesk(CalendarsApi calendars, Catalogues catalogues, TimeProvider clock)
{
    public const string Path = DeskSections.Root + "/calendars";

    private const int MaxFile = 64 * 1024;

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/calendars", (Caller caller, HttpContext context, CancellationToken cancel) => GetAsync(caller, context.Request.Query["year"], null, cancel)).For(Scope.Admin).Recorded();
        desk.MapPost("/calendars", PostAsync).For(Scope.Admin);
    }

    private async Task<IResult> GetAsync(Caller caller, string? asked, ProblemWords? problem, CancellationToken cancellationToken)
    {
        if (!caller.RunsInstallation) return Problems.NotFound();
        var answer = ((IValueHttpResult<CalendarsAnswer>)await calendars.ListAsync(caller, cancellationToken)).Value!;
        var year = int.TryParse(asked, out var number) && catalogues.Calendar.Find(number) is { } found ? found : null;
        return new ComponentPage<Pages.Desk.CalendarsPage>(
            new CalendarsModel(answer.Items, answer.Recount.Pending, year, clock.GetUtcNow().Year + 1, asked, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private async Task<IResult> PostAsync(Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        var year = form.Text("year") ?? "";
        if (form.File("file") is { Length: > MaxFile }) return await GetAsync(caller, year, ProblemWords.Of(Problems.Of(StatusCodes.Status413PayloadTooLarge, "TooLarge")), cancellationToken);
        var (problem, answer) = await DeskActs.TryAsync(async () => await calendars.PutAsync(year, new CalendarUpload(await form.FileTextAsync("file", cancellationToken), null), caller, cancellationToken));
        if (problem is { Status: StatusCodes.Status404NotFound } && !caller.RunsInstallation) return answer!;
        if (problem is { Status: StatusCodes.Status404NotFound }) problem = ProblemWords.Of(Problems.Malformed(new Dictionary<string, string[]> { ["year"] = [Texts.Get("FieldNotNumber", 1990, 2149)] }));
        return problem is null ? TypedResults.LocalRedirect($"{Path}?year={year}", permanent: false, preserveMethod: false) : await GetAsync(caller, year, problem, cancellationToken);
    }
}

/// <summary>What <c>/desk/calendars</c> shows: every year, and one of them as a picture.</summary>
public sealed record CalendarsModel(IReadOnlyList<CalendarAnswer> Years, long Pending, CountedYear? Year, int Next, string? Asked, ProblemWords? Problem);
