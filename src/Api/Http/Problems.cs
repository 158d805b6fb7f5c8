using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Consent.Api;

/// <summary>RFC 9457 answers: a stable type, words for a person, the field and, where the law speaks, the article.</summary>
public static partial class Problems
{
    private const string ContentType = "application/problem+json";

    public static IResult Of(Refusal refusal)
    {
        var status = refusal.Kind switch
        {
            RefusalKind.State => StatusCodes.Status409Conflict,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        var name = refusal.GetType().Name;
        var detail = Fill(Texts.Get(name + ".detail"), refusal);
        var problem = New(status, name, detail);
        if (refusal.Article is { } article) problem.Extensions["article"] = article;
        if (refusal.Field is { } field) problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [detail] };
        if (refusal.Permitted is { } permitted) problem.Extensions["permitted"] = permitted;
        return Answer(problem);
    }

    /// <summary>Why a command has no effect; null where it stands.</summary>
    public static IResult? Of(Outcome outcome) => outcome switch
    {
        Outcome.Refused refused => Of(refused.Refusal),
        Outcome.KeyUsedForAnother => Of(new IdempotencyKeyReused()),
        _ => null,
    };

    /// <summary>The same in a few words, for one of many commands of a call; null where it stands.</summary>
    public static (string Type, string Title, string Detail, string? Article)? Told(Outcome outcome)
    {
        Refusal? refusal = outcome switch { Outcome.Refused refused => refused.Refusal, Outcome.KeyUsedForAnother => new IdempotencyKeyReused(), _ => null };
        return refusal?.GetType().Name is { } name ? (TypeOf(name), Texts.Get(name + ".title"), Fill(Texts.Get(name + ".detail"), refusal), refusal.Article) : null;
    }

    /// <summary>Absent and not yours look the same.</summary>
    public static IResult NotFound() => Of(StatusCodes.Status404NotFound, "NotFound");

    public static IResult Malformed(IReadOnlyDictionary<string, string[]> errors)
    {
        var problem = New(StatusCodes.Status400BadRequest, "Malformed", Texts.Get("Malformed.detail"));
        problem.Extensions["errors"] = errors;
        return Answer(problem);
    }

    /// <param name="name">The name of the problem; its words are in the resources under this name.</param>
    public static IResult Of(int status, string name) => Answer(New(status, name, Texts.Get(name + ".detail")));

    /// <summary>429 with how long to wait.</summary>
    public static IResult TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status429TooManyRequests, "TooManyAttempts");
    }

    /// <summary>What can go wrong in the shell, as an answer; null where it is our own defect.</summary>
    public static IResult? Of(Exception failure) => failure switch
    {
        RefusedException refused => Of(refused.Refusal),
        InvalidRequestException invalid => Malformed(invalid.Errors),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Of(StatusCodes.Status413PayloadTooLarge, "TooLarge"),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => Of(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType"),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Of(StatusCodes.Status408RequestTimeout, "RequestTimeout"),
        BadHttpRequestException { InnerException: JsonException json } => Malformed(new Dictionary<string, string[]> { [FieldOf(json)] = [WhatIsWrong(json)] }),
        NotFoundException => NotFound(),
        BadHttpRequestException => Malformed(new Dictionary<string, string[]> { ["body"] = [Texts.Get("BodyUnreadable")] }),
        // Nobody who asked gave up: something here did, and whether it was done is not known.
        StorageUnavailableException or OperationCanceledException or TimeoutException => Of(StatusCodes.Status503ServiceUnavailable, "StorageUnavailable"),
        JournalDamagedException => Of(StatusCodes.Status503ServiceUnavailable, "JournalDamaged"),
        _ => null,
    };

    /// <summary><c>NothingToExtend</c> → <c>/problems/nothing-to-extend</c>.</summary>
    public static string TypeOf(string name) => "/problems/" + JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>What ties an answer to the log: the trace where one is followed, else the connection's own number.</summary>
    public static string TraceIdOf(HttpContext context) => Activity.Current?.Id ?? context.TraceIdentifier;

    private static ProblemDetails New(int status, string name, string detail) =>
        new() { Type = TypeOf(name), Status = status, Title = Texts.Get(name + ".title"), Detail = detail };

    private static ProblemAnswer Answer(ProblemDetails problem) => new(problem);

    private sealed class ProblemAnswer(ProblemDetails problem) : IResult, IStatusCodeHttpResult, IProblemAnswer
    {
        public int? StatusCode => problem.Status;

        public ProblemDetails Problem => problem;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (ProblemPage.IsFor(httpContext)) return ProblemPage.Of(problem, httpContext).ExecuteAsync(httpContext);
            problem.Extensions["traceId"] = TraceIdOf(httpContext);
            var response = httpContext.Response;
            response.StatusCode = problem.Status!.Value;
            if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests) response.Headers.RetryAfter = "1";
            if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
            response.Headers.CacheControl = "no-store";
            return response.WriteAsJsonAsync(problem, ApiJson.Wire.ProblemDetails, ContentType, httpContext.RequestAborted);
        }
    }

    // "$.evidence.shown.boxes[0].purpose" → "evidence.shown.boxes[0].purpose"; a field the contract does not have is named last in the message.
    private static string FieldOf(JsonException json)
    {
        var path = json.Path is { Length: > 2 } whole ? whole[2..] : "";
        var unknown = UnknownField().Match(json.Message);
        var field = unknown.Success && !path.EndsWith(unknown.Groups[1].Value, StringComparison.Ordinal) ? $"{path}.{unknown.Groups[1].Value}".TrimStart('.') : path;
        return field.Length is > 0 and <= 200 ? field : "body";
    }

    private static string WhatIsWrong(JsonException json) =>
        Texts.Get(UnknownField().IsMatch(json.Message) ? "FieldUnknown" : json.Path is { Length: > 2 } ? "FieldWrongType" : "BodyNotJson");

    private static string Fill(string template, Refusal refusal) => Place().Replace(template, place =>
        refusal.GetType().GetProperty(place.Groups[1].Value)?.GetValue(refusal) switch
        {
            null => "",
            DateTimeOffset instant => UtcJson.Write(instant),
            DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            TextRef text => $"{text.Code} {text.Version}",
            Enum word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()),
            var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
        });

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"The JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownField();
}
