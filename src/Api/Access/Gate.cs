using Microsoft.AspNetCore.Authorization;

namespace Consent.Api;

/// <summary>Who may call what, decided in one place: <see cref="Credentials"/> says who calls, and an endpoint that names no scope is closed. Who is
/// nobody gets 401; who may not gets what he would get if there were nothing there, 404. Refused attempts are noted.</summary>
internal sealed class Gate(RequestDelegate next, Credentials credentials, Sessions sessions, Limits limits, Attempts attempts)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return endpoint.Metadata.GetMetadata<Unhurried>() is not null || limits.Admit(context.Connection.RemoteIpAddress) ? next(context) : TooMany(context);

        var finding = credentials.FindAsync(context);
        return finding.IsCompletedSuccessfully ? PassAsync(context, endpoint, finding.Result) : WaitAsync(context, endpoint, finding);
    }

    private async Task WaitAsync(HttpContext context, Endpoint? endpoint, ValueTask<Found> finding) => await PassAsync(context, endpoint, await finding);

    private Task PassAsync(HttpContext context, Endpoint? endpoint, Found found)
    {
        if (!found.Holds)
        {
            attempts.WithoutCredential(context, found);
            // Whoever tries credentials that do not hold is slowed down; a caller with a good one from the same address is not.
            return limits.Admit(context.Connection.RemoteIpAddress) ? Problems.Of(StatusCodes.Status401Unauthorized, "NoCredential").ExecuteAsync(context) : TooMany(context);
        }

        var caller = found.Caller!;
        if (endpoint?.Metadata.GetMetadata<Unhurried>() is null && !limits.Admit(caller)) return TooMany(context);

        return caller.IsByCookie ? ProveAsync(context, endpoint, caller) : EnterAsync(context, endpoint, caller);
    }

    private async Task ProveAsync(HttpContext context, Endpoint? endpoint, Caller caller)
    {
        // Its proof stands before the file, which is not read for it.
        if (endpoint?.Metadata.GetMetadata<TakesFile>() is not null) await Upload.OpenAsync(context);
        if (endpoint?.Metadata.GetMetadata<ProvesItsForm>() is not null || await sessions.IsOursAsync(context, caller)) await EnterAsync(context, endpoint, caller);
        else await Problems.Of(StatusCodes.Status400BadRequest, "NotFromOurPage").ExecuteAsync(context);
    }

    private Task EnterAsync(HttpContext context, Endpoint? endpoint, Caller caller)
    {
        // What routing answers by itself, that there is nothing or that a method or a type of content will not do, is no route of ours to close.
        context.User = caller;
        if (endpoint is not RouteEndpoint || endpoint.Metadata.GetMetadata<OpenTo>()?.Admits(caller) == true) return next(context);
        attempts.Prohibited(context, caller);
        return Problems.NotFound().ExecuteAsync(context);
    }

    private static Task TooMany(HttpContext context) => Problems.Of(StatusCodes.Status429TooManyRequests, "TooManyRequests").ExecuteAsync(context);
}
