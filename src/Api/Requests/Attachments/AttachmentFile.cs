using Consent.Domain;
using Microsoft.Net.Http.Headers;

namespace Consent.Api;

/// <summary>A file on its way out: to be saved, never to be shown by a browser under our name.</summary>
internal sealed class AttachmentFile(IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, Attachment about, string name) : IResult, IStatusCodeHttpResult
{
    /// <summary>Of whatever type it is: the list of files tells that.</summary>
    public const string Type = "application/octet-stream";

    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var chunk = chunks.GetAsyncEnumerator(httpContext.RequestAborted);
        // Before the first byte of the answer: what cannot be opened is still told as a problem. What fails later breaks the answer off, short of its length.
        var more = await chunk.MoveNextAsync();
        var response = httpContext.Response;
        response.ContentType = Type;
        response.ContentLength = about.Size;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        for (; more; more = await chunk.MoveNextAsync()) await response.BodyWriter.WriteAsync(chunk.Current, httpContext.RequestAborted);
    }
}
