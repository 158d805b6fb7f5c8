namespace Consent.Api;

/// <summary>What a browser may do with an answer: nothing but show it, from us alone.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, PublicAddress address)
{
    private const string OfAnswers = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    private const string OfPages = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const string OfDocs = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // A proxy has taken the TLS off: what browsers speak is what the service was told.
        if (address.IsToldHttps) context.Request.Scheme = Uri.UriSchemeHttps;
        Set(context);
        return next(context);
    }

    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs") ? OfDocs : OfAnswers;
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.Path.StartsWithSegments("/v1")) headers.CacheControl = "no-store";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
    }

    public static void OfPage(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = OfPages;
        headers.CacheControl = "no-store";
        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>A page with one style sheet of its own inside, by its hash.</summary>
    public static void OfPageWithStyle(HttpResponse response, string style)
    {
        OfPage(response);
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'";
    }
}
