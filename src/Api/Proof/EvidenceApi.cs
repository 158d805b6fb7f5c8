using Consent.Domain;
using Consent.Engine;
using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>What proves one consent or one request to somebody outside: a receipt with its proof, and a package with everything.</summary>
internal sealed class EvidenceApi(
    FileReader reader, RequestFinder finder, RequestReceipts receipts, RequestViews views, Readings readings, Sealing sealing, Checkpoints checkpoints, JournalExport export, PdfPrinter printer, IJournal journal,
    SealedAttachments files, TimeProvider clock)
{
    private readonly EvidencePackage _package = new(export, checkpoints, printer, clock);

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/consents/{id}/evidence", OfConsentAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe(
                "Take the evidence of a consent", "ZIP: a page (with `pdf=true` as PDF too, where the machine can print), JSON, the text as shown, the entries of this consent alone with what proves them, "
                + "the signed head, the keys, a README. With `reason` a DPO gets personal data, and the reading is recorded.", null, Examples.Evidence)
            .Produces<string>(StatusCodes.Status200OK, EvidenceZip.Type);
        v1.MapGet("/requests/{number}/evidence", OfRequestAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Take the evidence of a request", "As of a consent: every entry of the request and nothing of others. With a `reason` a DPO gets the files of the request too; without one their hashes.", null, Examples.Evidence)
            .Produces<string>(StatusCodes.Status200OK, EvidenceZip.Type);
        v1.MapGet("/requests/{number}/receipt", ReceiptAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Read the receipt of a request", "Its number and day, with the signed head and the path that prove its entry.", null, Examples.RequestReceipt)
            .Produces<RequestReceiptAnswer>();
    }

    private async Task<IResult> OfConsentAsync(string id, string? reason, string? pdf, Tenant tenant, CancellationToken cancellationToken)
    {
        var print = Check(reason, pdf);
        if (!RecordIds.TryParse(id, out var subject, out var version)) return Problems.NotFound();
        var file = tenant.File(subject);
        if (ReceiptApi.Receipt(await reader.ReadAsync(file, null, cancellationToken), id, version, tenant.Rules.Catalogue) is null) return Problems.NotFound();
        var isMasked = await readings.IsMaskedAsync(file, null, reason, tenant, cancellationToken);

        var view = await reader.ReadAsync(file, null, cancellationToken);
        var receipt = ReceiptApi.Receipt(view, id, version, tenant.Rules.Catalogue)!;
        var opened = isMasked ? view : await view.OpenAsync(sealing, cancellationToken);
        var given = (ConsentGiven)opened.Entries[(int)version - 1].Event;
        var text = tenant.Rules.Catalogue.Find(given.Text)!;
        var own = view.Entries.Where(entry => entry.Version == version || ReceiptApi.Concerns(entry.Event, version)).ToList();
        var declared = await DeclaredAsync(tenant.Operator, happened => happened switch
        {
            TextPublished published => published.Text.Ref == given.Text,
            PurposeDefined defined => defined.Purpose.Code == given.Purpose,
            _ => false,
        }, cancellationToken);
        var story = new EvidenceFile("consent", id, tenant.Operator.Value, clock.GetUtcNow(), isMasked, receipt, SubjectFileViews.Of(given.Evidence, isMasked), null, []);
        return await PackAsync(tenant, story, [.. declared, .. own], [text], [], print, cancellationToken);
    }

    private async Task<IResult> OfRequestAsync(string number, string? reason, string? pdf, Tenant tenant, CancellationToken cancellationToken)
    {
        var print = Check(reason, pdf);
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var isMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken);
        var view = await reader.ReadAsync(file, null, cancellationToken);
        var answer = await views.ReadAsync(file, number, null, isMasked, cancellationToken);
        var story = new EvidenceFile("request", number, tenant.Operator.Value, clock.GetUtcNow(), isMasked, null, null, answer, []);
        AttachedFile[] attached = isMasked ? [] : [.. view.File.Request(number)!.Attachments.Select(about => new AttachedFile(about, files.ReadAsync(file, about, cancellationToken)))];
        return await PackAsync(tenant, story, [.. view.Entries.Where(entry => entry.Request == number)], [], attached, print, cancellationToken);
    }

    private async Task<IResult> ReceiptAsync(string number, Tenant tenant, CancellationToken cancellationToken)
    {
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        return Answers.Json(await receipts.OfAsync(file, number, cancellationToken), ApiJson.Wire.RequestReceiptAnswer);
    }

    /// <summary>What proves an entry; null where the log cannot be signed now, for a receipt is due all the same.</summary>
    internal static async Task<ProofAnswer?> ProofAsync(Checkpoints checkpoints, Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            return ProofAnswer.Of(await checkpoints.ProveAsync(entry.File.Operator, entry.Position, entry.Hash, cancellationToken));
        }
        catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
        {
            return null;
        }
    }

    private async Task<IResult> PackAsync(
        Tenant tenant, EvidenceFile story, IReadOnlyList<Entry> entries, IReadOnlyList<ConsentText> texts, IReadOnlyList<AttachedFile> attached, bool print,
        CancellationToken cancellationToken)
    {
        var head = await checkpoints.MakeAsync(tenant.Operator, cancellationToken);
        var lines = new List<JournalLine>();
        foreach (var entry in entries.OrderBy(entry => entry.Position))
        {
            var whole = await journal.ReadAsync(entry.File, cancellationToken);
            var seq = await checkpoints.Tree.SeqOfAsync(tenant.Operator, entry.Position, cancellationToken);
            lines.Add(JournalLine.Of(new LoggedEntry(seq, entry, entry.Version == 1 ? Entry.Genesis : whole[(int)entry.Version - 2].Hash)));
        }

        var told = story with { Entries = lines };
        var page = EvidencePage.Of(told, texts, tenant.Rules, head);
        return await _package.MakeAsync(tenant.Operator, told, entries, texts, attached, page, print, head, cancellationToken);
    }

    private bool Check(string? reason, string? pdf)
    {
        Readings.CheckReason(reason);
        if (pdf is not (null or "true" or "false")) throw new InvalidRequestException("pdf", Texts.Get("FieldNotWord", "true, false"));
        return pdf == "true" && printer.IsAvailable;
    }

    // What the operator had declared that the story rests on.
    private async Task<IEnumerable<Entry>> DeclaredAsync(OperatorId operatorId, Func<FileEvent, bool> matters, CancellationToken cancellationToken) =>
        (await journal.ReadAsync(FileKey.OfCatalogue(operatorId), cancellationToken)).Where(entry => matters(entry.Event)).ToList();
}
