using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

internal static class FormReading
{
    public const int MaxForm = 64 * 1024;

    /// <summary>The form of a page of ours, sent by that page; null for anything else.</summary>
    public static async Task<IFormCollection?> ReadAsync(IAntiforgery antiforgery, HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (!request.HasFormContentType || request.ContentLength is null or > MaxForm || !PublicAddress.MayCarrySecrets(request)) return null;
        try
        {
            return await antiforgery.IsRequestValidAsync(context) ? await request.ReadFormAsync(cancellationToken) : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or AntiforgeryValidationException)
        {
            return null;
        }
    }
}
