using System.Globalization;
using System.Text;
using System.Text.Json;
using Consent.Domain;
using Consent.Engine;
using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>The journal as the DPO and an auditor read it, take it away and check it: <c>/v1/journal</c>.</summary>
internal sealed class JournalApi(JournalList list, JournalExport export, Checkpoints checkpoints, LiveCheck live)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/journal", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe(
                "Read the journal", "Entries in the order of the operator's log. `from`, `to` by the instant of recording, `request`, `subject`, `kind`, `actor`. "
                + "A page may hold fewer than `limit` and still have a next one. No personal data.", null, Examples.Journal)
            .Produces<Page<JournalLine>>();
        v1.MapGet("/journal/export", ExportAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe(
                "Take the journal away", "`format=jsonl` ends with the signed checkpoint and is what `verify` reads offline; payloads are to the byte as they are hashed. "
                + "`format=csv` is a table without personal data.", null, Examples.JournalExport)
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson", "text/csv");
        v1.MapGet("/journal/verify", VerifyAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe(
                "Check the live journal", "Every entry, every link, every file against its head, the tree at every signed head. Lines of JSON: progress, and at last what was found.",
                null, Examples.JournalVerify)
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson");
        v1.MapGet("/journal/{seq}/proof", ProofAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Prove an entry", "The path from the entry to the last signed root; a new head is signed where none covers it yet.", null, Examples.Proof)
            .Produces<ProofAnswer>();
    }

    private async Task<IResult> ListAsync(
        string? from, string? to, string? request, string? subject, string? kind, string? actor, string? limit, string? cursor, Tenant tenant, CancellationToken cancellationToken)
    {
        var page = await list.FindAsync(new JournalFilter(from, to, request, subject, kind, actor, limit, cursor), isNewestFirst: false, isWithoutReadings: false, tenant, cancellationToken);
        return Answers.Json(page, ApiJson.Wire.PageJournalLine);
    }

    private async Task<IResult> ExportAsync(string? format, string? from, string? to, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (format is not (null or "jsonl" or "csv")) fields.Wrong("format", "FieldNotWord", "jsonl, csv");
        var (start, end) = (fields.InstantOrDate(from, "from", tenant.Rules, isEnd: false), fields.InstantOrDate(to, "to", tenant.Rules, isEnd: true));
        fields.ThrowIfWrong();

        var head = await checkpoints.MakeAsync(tenant.Operator, cancellationToken);
        var isTable = format == "csv";
        var name = string.Create(CultureInfo.InvariantCulture, $"journal-{tenant.Operator}-{head.Head.Size}.{(isTable ? "csv" : "jsonl")}");
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            body => WriteAsync(body, tenant.Operator, head, start, end, isTable, cancellationToken), isTable ? "text/csv; charset=utf-8" : "application/x-ndjson");
    }

    private async Task WriteAsync(Stream body, OperatorId operatorId, Checkpoint head, DateTimeOffset? from, DateTimeOffset? to, bool isTable, CancellationToken cancellationToken)
    {
        if (isTable) await body.WriteAsync(JournalTable.Header, cancellationToken);
        await foreach (var line in export.LinesAsync(operatorId, head, from, to, cancellationToken))
        {
            if (!isTable) await body.WriteAsync(line.ToBytes(), cancellationToken);
            else if (line is ExportLine.Logged logged) await body.WriteAsync(JournalTable.Row(JournalLine.Of(logged.Entry)), cancellationToken);
        }
    }

    private async Task<IResult> VerifyAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        return TypedResults.Stream(body => CheckAsync(body, tenant.Operator, cancellationToken), "application/x-ndjson");
    }

    private async Task CheckAsync(Stream body, OperatorId operatorId, CancellationToken cancellationToken)
    {
        var told = DateTimeOffset.MinValue;
        var report = await live.RunAsync(operatorId, async far =>
        {
            if (TimeProvider.System.GetUtcNow() - told < Beat) return;
            told = TimeProvider.System.GetUtcNow();
            await WriteAsync(new VerifyLine(far.Entries, far.Of, null, null, null, null, null));
            await body.FlushAsync(cancellationToken);
        }, cancellationToken);
        var fault = report.Fault;
        await WriteAsync(new VerifyLine(
            report.Entries, report.Of, fault is null, fault?.Seq, fault?.File, fault is null ? null : Words.Of(fault.Kind), fault is null ? null : FaultWords.Of(fault)));

        async Task WriteAsync(VerifyLine line) => await body.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, ApiJson.Wire.VerifyLine), (byte)'\n'], cancellationToken);
    }

    private async Task<IResult> ProofAsync(string seq, Tenant tenant, CancellationToken cancellationToken)
    {
        if (!long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place == 0) return Problems.NotFound();
        if (place > await checkpoints.Tree.CatchUpAsync(tenant.Operator, cancellationToken)) return Problems.NotFound();
        var entry = (await checkpoints.Tree.EntriesAsync(tenant.Operator, place, 1, cancellationToken))[0];
        return Answers.Json(ProofAnswer.Of(await checkpoints.ProveAsync(tenant.Operator, entry.Position, entry.Hash, cancellationToken)), ApiJson.Wire.ProofAnswer);
    }
}

/// <summary>The journal as a table that a spreadsheet opens: semicolons, UTF-8 with a mark, nothing that could be taken for a formula.</summary>
internal static class JournalTable
{
    public static byte[] Header => [.. Csv.Mark, .. Encoding.UTF8.GetBytes("seq;at;actor;kind;file;version;request;hash;prev\r\n")];

    public static byte[] Row(JournalLine line) => Csv.Line([
        line.Seq.ToString(CultureInfo.InvariantCulture), UtcJson.Write(line.At), line.Actor, line.Kind, line.File, line.Version.ToString(CultureInfo.InvariantCulture),
        line.Request ?? "", line.Hash, line.Prev]);
}
