using System.IO.Compression;
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

/// <summary>Puts together the evidence of one consent or one request: a page, the data, the texts as shown, the entries with what proves them,
/// the keys, and how to check all of it. Nobody else's entries are in it.</summary>
internal sealed class EvidencePackage(JournalExport export, Checkpoints checkpoints, PdfPrinter printer, TimeProvider clock)
{
    /// <param name="page">The page for people.</param>
    /// <param name="print">Whether it is printed to PDF too.</param>
    public async Task<byte[]> MakeAsync(
        OperatorId operatorId, EvidenceFile story, IReadOnlyList<Entry> entries, IReadOnlyList<ConsentText> texts, string page, bool print, Checkpoint head,
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
        var manifest = checkpoints.Sign(Manifest.TextOf(head.Head.Origin, clock.GetUtcNow(), files));
        files.Add((Manifest.FileName, Encoding.UTF8.GetBytes(manifest.ToString())));
        return Zip(files, clock.GetUtcNow());
    }

    // A version may be any word.
    private static string FileNameOf(TextRef text) => string.Concat($"{text.Code}-{text.Version}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));

    private static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> files, DateTimeOffset at)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                var entry = archive.CreateEntry(name);
                entry.LastWriteTime = at;
                using var file = entry.Open();
                file.Write(bytes);
            }

        return zip.ToArray();
    }
}
