using System.Diagnostics.CodeAnalysis;

namespace Consent.Api;

/// <summary>Turns what went wrong into an answer; our own defects are logged by type and place, never with a message that may quote a person.</summary>
public sealed partial class ProblemsMiddleware(RequestDelegate next, ILogger<ProblemsMiddleware> log)
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The last place to make an answer of it.")]
    public async Task InvokeAsync(HttpContext context)
    {
        if (Preferences.LanguageOf(context) is { } chosen) Texts.Speak([chosen]);
        else if (context.Request.Headers.AcceptLanguage is [{ } languages]) Texts.Speak(languages.Split(',', StringSplitOptions.TrimEntries));
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false } && context.Response.ContentType is null) await AnswerBareStatusAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            if (Problems.Of(failure) is not { } answer)
            {
                LogDefect(log, Problems.TraceIdOf(context), failure.GetType().FullName!, context.GetEndpoint()?.DisplayName ?? "", failure.StackTrace ?? "");
                answer = Problems.Of(StatusCodes.Status500InternalServerError, "Internal");
            }
            else if (failure is Storage.StorageUnavailableException or Storage.JournalDamagedException or OperationCanceledException or TimeoutException)
            {
                LogStorage(log, Problems.TraceIdOf(context), failure.Message, (failure.InnerException ?? failure).GetType().Name);
            }

            context.Response.Clear();
            SecurityHeaders.Set(context);
            await answer.ExecuteAsync(context);
        }
    }

    private static Task AnswerBareStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => Problems.Of(StatusCodes.Status401Unauthorized, "NoCredential").ExecuteAsync(context),
        StatusCodes.Status404NotFound or StatusCodes.Status403Forbidden => Problems.NotFound().ExecuteAsync(context),
        StatusCodes.Status405MethodNotAllowed => Problems.Of(StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed").ExecuteAsync(context),
        StatusCodes.Status415UnsupportedMediaType => Problems.Of(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType").ExecuteAsync(context),
        StatusCodes.Status413PayloadTooLarge => Problems.Of(StatusCodes.Status413PayloadTooLarge, "TooLarge").ExecuteAsync(context),
        _ => Task.CompletedTask,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{TraceId}: defect {Type} in {Endpoint}\n{Stack}")]
    private static partial void LogDefect(ILogger log, string traceId, string type, string endpoint, string stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "{TraceId}: {Reason} {Cause}")]
    private static partial void LogStorage(ILogger log, string traceId, string reason, string cause);
}
