using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

internal static class FormReading
{
    // Every field of the longest form filled to its end; a letter of Russian takes six bytes of a form.
    private const int MaxForm = 512 * 1024;

    /// <summary>The form of a page of ours, sent by that page; null for anything else.</summary>
    public static Task<IFormCollection?> ReadAsync(IAntiforgery antiforgery, HttpContext context, CancellationToken cancellationToken) =>
        ReadAsync(context, async () => await antiforgery.IsRequestValidAsync(context), cancellationToken);

    /// <summary>A form whoever made it: to be shown again to who sent it, and for nothing else. Null where it cannot be read.</summary>
    public static Task<IFormCollection?> ReadUnprovenAsync(HttpContext context, CancellationToken cancellationToken) => ReadAsync(context, () => Task.FromResult(true), cancellationToken);

    private static async Task<IFormCollection?> ReadAsync(HttpContext context, Func<Task<bool>> isTaken, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (!request.HasFormContentType || request.ContentLength is null or > MaxForm || !PublicAddress.MayCarrySecrets(request)) return null;
        try
        {
            return await isTaken() ? await request.ReadFormAsync(cancellationToken) : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or AntiforgeryValidationException)
        {
            return null;
        }
    }
}
