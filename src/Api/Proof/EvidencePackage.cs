using System.Text;
using System.Text.Json;
using Consent.Domain;
using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>What a package says for a program: the story in the service's own shapes, and its entries.</summary>
public sealed record EvidenceFile(
    string Kind, string Id, string Operator, DateTimeOffset MadeAt, bool Masked, ReceiptAnswer? Consent, EvidenceAnswer? Evidence, RequestAnswer? Request, IReadOnlyList<JournalLine> Entries);

/// <summary>A file of the request as it goes into the package: under a name of ours, by the hash that the journal has.</summary>
public sealed record AttachedFile(Attachment About, IAsyncEnumerable<ReadOnlyMemory<byte>> Bytes)
{
    public string Path => $"files/{About.Id}{AttachmentTypes.EndOf(About.Type)}";
}

/// <summary>Puts together the evidence of one consent or one request: a page, the data, the texts as shown, the entries with what proves them, the files that were brought,
/// the keys, and how to check all of it. Nobody else's entries are in it.</summary>
internal sealed class EvidencePackage(JournalExport export, Checkpoints checkpoints, PdfPrinter printer, TimeProvider clock)
{
    /// <param name="page">The page for people.</param>
    /// <param name="print">Whether it is printed to PDF too.</param>
    public async Task<IResult> MakeAsync(
        OperatorId operatorId, EvidenceFile story, IReadOnlyList<Entry> entries, IReadOnlyList<ConsentText> texts, IReadOnlyList<AttachedFile> attached, string page, bool print, Checkpoint head,
        CancellationToken cancellationToken)
    {
        var log = await export.StoryAsync(operatorId, entries, head, cancellationToken);
        var keys = string.Concat((await checkpoints.KeysAsync(cancellationToken)).Select(key => key.Pem));
        var files = new List<(string Name, byte[] Bytes)>
        {
            ("README.txt", Encoding.UTF8.GetBytes(Texts.Get("Evidence.readme"))),
            ("evidence.html", Encoding.UTF8.GetBytes(page)),
            ("evidence.json", JsonSerializer.SerializeToUtf8Bytes(story, ApiJson.Wire.EvidenceFile)),
            (Manifest.LogName, log),
            ("checkpoint.txt", Encoding.UTF8.GetBytes(head.ToString())),
            ("key.pem", Encoding.UTF8.GetBytes(keys)),
        };
        files.AddRange(texts.Select(text => ($"texts/{FileNameOf(text.Ref)}.txt", Encoding.UTF8.GetBytes(text.Body))));
        if (print) files.Add(("evidence.pdf", await printer.PrintAsync(page, cancellationToken)));
        var manifest = checkpoints.Sign(Manifest.TextOf(head.Head.Origin, clock.GetUtcNow(), files, attached.Select(file => (file.Path, file.About.Sha256))));
        files.Add((Manifest.FileName, Encoding.UTF8.GetBytes(manifest.ToString())));
        return new EvidenceZip($"evidence-{story.Kind}-{story.Id.Replace('~', '-')}.zip", files, attached, clock.GetUtcNow());
    }

    // A version may be any word.
    private static string FileNameOf(TextRef text) => string.Concat($"{text.Code}-{text.Version}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
}
