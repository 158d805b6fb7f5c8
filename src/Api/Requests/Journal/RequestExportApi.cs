using Consent.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Consent.Api;

/// <summary>The request journal taken away: <c>GET /v1/requests/export</c>.</summary>
internal sealed class RequestExportApi(RequestJournal journal, PdfPrinter printer, TimeProvider clock)
{
    // More than is ever printed, and than the printing program takes in its half a minute.
    private const int MostPrinted = 2000;

    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/requests/export", GetAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe(
                "Take the request journal away",
                "Letters received on the days `from`–`to` (this year where none is given), as the entries recorded up to `asOf` (a day or an instant) tell of them. `format`: xlsx, csv, pdf (at most 2000 letters). "
                + "Dates are of the operator's zone, words of the language asked for. Personal data is masked; with `reason` it is shown to a DPO, and the reading is on record in every file.",
                null, Examples.RequestExport)
            .Produces<string>(StatusCodes.Status200OK, Workbook, "text/csv", "application/pdf");

    public async Task<IResult> GetAsync(string? format, string? from, string? to, string? asOf, string? reason, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        Readings.CheckReason(reason);
        var fields = new Fields();
        if (format is not (null or "xlsx" or "csv" or "pdf")) fields.Wrong("format", "FieldNotWord", "xlsx, csv, pdf");
        var now = clock.GetUtcNow();
        // A day is known to its last moment.
        var until = fields.InstantOrDate(asOf, "asOf", tenant.Rules, isEnd: true) is { } end ? asOf!.Contains('T', StringComparison.Ordinal) ? end : end.AddTicks(-1) : now;
        var last = fields.Date(to, "to") ?? tenant.Rules.DayOf(until);
        var first = fields.Date(from, "from") ?? new DateOnly(last.Year, 1, 1);
        if (last < first) fields.Wrong("to", "FieldBeforeFrom");
        fields.ThrowIfWrong();

        var period = new JournalPeriod(first, last, until, reason);
        var name = FormattableString.Invariant($"requests-{tenant.Operator}-{first:yyyy-MM-dd}-{last:yyyy-MM-dd}.{format ?? "xlsx"}");
        context.Response.Headers.CacheControl = "no-store";
        // The archive writes its headers and directories, a few bytes each, without waiting.
        if ((format ?? "xlsx") == "xlsx" && context.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        return format switch
        {
            "pdf" => await PrintAsync(tenant, period, name, cancellationToken),
            "csv" => TypedResults.Stream(body => WriteAsync(body, tenant, period, cancellationToken), "text/csv; charset=utf-8", name),
            _ => TypedResults.Stream(body => JournalSheet.WriteAsync(body, journal.ReadAsync(tenant, period, cancellationToken), tenant.Rules, cancellationToken), Workbook, name),
        };
    }

    private async Task WriteAsync(Stream body, Tenant tenant, JournalPeriod period, CancellationToken cancellationToken)
    {
        await body.WriteAsync(Csv.Mark, cancellationToken);
        await body.WriteAsync(Csv.Line(JournalColumns.All.Select(column => column.Heading(tenant.Rules)).Prepend(Texts.Get("RequestJournal.ordinal"))), cancellationToken);
        var ordinal = 0L;
        await foreach (var of in journal.ReadAsync(tenant, period, cancellationToken))
            await body.WriteAsync(Csv.Line(JournalColumns.All.Select(column => column.Cell(of).ToString()).Prepend(new JournalCell(Number: ++ordinal).ToString())), cancellationToken);
    }

    private async Task<IResult> PrintAsync(Tenant tenant, JournalPeriod period, string name, CancellationToken cancellationToken)
    {
        if (!printer.IsAvailable) return Problems.Of(StatusCodes.Status406NotAcceptable, "NoPrinterForJournal");
        var cases = new List<JournalCase>();
        await foreach (var of in journal.ReadAsync(tenant, period, cancellationToken))
        {
            if (cases.Count == MostPrinted) return Problems.Of(StatusCodes.Status422UnprocessableEntity, "JournalTooLongToPrint");
            cases.Add(of);
        }

        return TypedResults.Bytes(await printer.PrintAsync(JournalPage.Of(cases, period, tenant.Rules), cancellationToken), "application/pdf", name);
    }
}
