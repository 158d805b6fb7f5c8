using System.Text;
using System.Text.Json;
using Consent.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Consent.Api;

/// <summary>A calendar as it was sent: the file itself, or JSON.</summary>
public sealed record CalendarUpload(string? File, CalendarBody? Json)
{
    public const string FileType = "text/csv";
    public const string JsonType = "application/json";

    private const int MaxFile = 64 * 1024;
    private const int LongestDecree = 300;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The year it holds.</summary>
    /// <exception cref="InvalidRequestException">The JSON is no calendar.</exception>
    /// <exception cref="RefusedException">The file is none.</exception>
    public CalendarYear Read(int year)
    {
        if (File is null) return Read(year, Json!);
        return CalendarFile.TryRead(year, File, out var calendar, out var fault) ? calendar : throw new RefusedException(fault);
    }

    /// <summary>Lets an endpoint take it as a parameter.</summary>
    public static async ValueTask<CalendarUpload> BindAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.HasJsonContentType()) return new CalendarUpload(null, await JsonAsync(request));
        if (request.ContentType?.Split(';')[0].Trim().Equals(FileType, StringComparison.OrdinalIgnoreCase) != true)
            throw new BadHttpRequestException("Neither a file nor JSON.", StatusCodes.Status415UnsupportedMediaType);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxFile;
        return new CalendarUpload(await FileAsync(request), null);
    }

    private static async Task<CalendarBody> JsonAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFromJsonAsync(ApiJson.Wire.CalendarBody, request.HttpContext.RequestAborted) ?? throw new InvalidRequestException("body", Texts.Get("BodyNotJson"));
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException("Not a calendar.", wrong);
        }
    }

    private static async Task<string> FileAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Utf8, detectEncodingFromByteOrderMarks: false);
        try
        {
            return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidRequestException("body", Texts.Get("BodyNotUtf8"));
        }
    }

    private static CalendarYear Read(int year, CalendarBody body)
    {
        var fields = new Fields();
        var calendar = new CalendarYear(year, fields.Text(body.Decree, "decree", LongestDecree), fields.Days(body.Days, "days"));
        if (body.Days is null or { Count: 0 }) fields.Wrong("days", "FieldRequired");
        fields.ThrowIfWrong();
        return calendar;
    }
}
