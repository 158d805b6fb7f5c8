using System.Globalization;

namespace Consent.Api;

/// <summary>Versions of a request as <c>ETag</c> and <c>If-Match</c>.</summary>
internal static class ETags
{
    public static IResult Tagged(RequestAnswer answer, HttpContext context)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{answer.Version}\"");
        return Answers.Json(answer, ApiJson.Wire.RequestAnswer);
    }

    /// <summary>The version the caller has seen; null where it does not say. An ETag we never gave matches no version.</summary>
    public static long? IfMatch(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header is "" or "*") return null;
        return long.TryParse(header.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
