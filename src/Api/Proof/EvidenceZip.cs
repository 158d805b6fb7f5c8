using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Consent.Api;

/// <summary>A package as it goes out: what the service made, and then the files of the request, each opened as it is written.</summary>
internal sealed class EvidenceZip(string name, IReadOnlyList<(string Name, byte[] Bytes)> files, IReadOnlyList<AttachedFile> attached, DateTimeOffset at) : IResult, IStatusCodeHttpResult
{
    public const string Type = "application/zip";

    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellationToken = httpContext.RequestAborted;
        httpContext.Response.ContentType = Type;
        httpContext.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        // The archive writes a byte here and there without waiting; this stream lets it.
        await using var body = httpContext.Response.BodyWriter.AsStream(leaveOpen: true);
        await using var archive = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, null, cancellationToken);
        foreach (var (path, bytes) in files)
        {
            await using var entry = await OpenAsync(archive, path, cancellationToken);
            await entry.WriteAsync(bytes, cancellationToken);
        }

        foreach (var file in attached)
        {
            await using var entry = await OpenAsync(archive, file.Path, cancellationToken);
            await foreach (var chunk in file.Bytes.WithCancellation(cancellationToken)) await entry.WriteAsync(chunk, cancellationToken);
        }
    }

    private async Task<Stream> OpenAsync(ZipArchive archive, string path, CancellationToken cancellationToken)
    {
        var entry = archive.CreateEntry(path);
        entry.LastWriteTime = at;
        return await entry.OpenAsync(cancellationToken);
    }
}
