namespace Consent.Api;

/// <summary>An endpoint that shows what is personal, or may: each answer of it is on record before it is given.</summary>
public sealed class Recorded : IEndpointFilter
{
    public static readonly Recorded Instance = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        object? result;
        try
        {
            result = await next(context);
        }
        catch (NotFoundException)
        {
            await NoteAsync(http, isFound: false);
            throw;
        }

        // What is malformed or refused by a rule shows nothing.
        var status = (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        if (status is < 400 or StatusCodes.Status404NotFound) await NoteAsync(http, status < 400);
        return result;
    }

    private static Task NoteAsync(HttpContext http, bool isFound) =>
        http.User is Caller caller ? http.RequestServices.GetRequiredService<Attempts>().ReadAsync(http, caller, isFound) : Task.CompletedTask;
}

internal static class RecordedExtensions
{
    /// <summary>Every answer of the endpoint is noted in the access journal; where it cannot be, nothing is shown.</summary>
    public static RouteHandlerBuilder Recorded(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(Api.Recorded.Instance).WithMetadata(Api.Recorded.Instance);

    /// <summary>Not counted by the limit of its credential or address.</summary>
    public static TBuilder Unhurried<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Api.Unhurried.Instance);
}
