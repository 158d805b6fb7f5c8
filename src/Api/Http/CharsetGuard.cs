using Microsoft.Net.Http.Headers;

namespace Consent.Api;

/// <summary>JSON is UTF-8 (RFC 8259, 8.1); a body that says otherwise of itself is refused before anybody tries to read it.</summary>
public sealed class CharsetGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.ContentType is { } type
        && MediaTypeHeaderValue.TryParse(type, out var parsed)
        && parsed.Charset is { HasValue: true } charset
        && !HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? Problems.Of(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType").ExecuteAsync(context)
            : next(context);
}
