using System.Collections.Concurrent;
using Consent.Engine;
using Microsoft.AspNetCore.Authorization;

namespace Consent.Api;

/// <summary>Who may call what, decided in one place: the caller is known by <c>Authorization: Bearer</c> with a key of the service, and an
/// endpoint that names no scope is closed. Who is nobody gets 401; who may not gets what he would get if there were nothing there, 404.</summary>
internal sealed class Gate(RequestDelegate next, Catalogues catalogues, Sessions sessions)
{
    private const string Bearer = "Bearer ";
    private const int MaxLength = 512;

    // What a key may do does not change: its caller is made once.
    private readonly ConcurrentDictionary<string, Caller> _callers = new(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null) return next(context);
        return Find(context.Request.Headers.Authorization) is { } caller ? PassAsync(context, caller) : AskSessionsAsync(context);
    }

    // People and subjects, by cookie or by a subject's token.
    private async Task AskSessionsAsync(HttpContext context)
    {
        if (await sessions.FindAsync(context) is not { } caller) await Problems.Of(StatusCodes.Status401Unauthorized, "NoCredential").ExecuteAsync(context);
        else if (!await sessions.IsOursAsync(context, caller)) await Problems.Of(StatusCodes.Status400BadRequest, "NotFromOurPage").ExecuteAsync(context);
        else await PassAsync(context, caller);
    }

    private Task PassAsync(HttpContext context, Caller caller)
    {
        var endpoint = context.GetEndpoint();
        // What routing answers by itself, that there is nothing or that a method or a type of content will not do, is no route of ours to close.
        context.User = caller;
        return endpoint is not RouteEndpoint || endpoint.Metadata.GetMetadata<OpenTo>()?.Admits(caller) == true
            ? next(context)
            : Problems.NotFound().ExecuteAsync(context);
    }

    private Caller? Find(Microsoft.Extensions.Primitives.StringValues headers)
    {
        if (headers is not [{ Length: <= MaxLength } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header[Bearer.Length..];
        if (catalogues.FindKey(Keys.IdOf(token)) is not var (operatorId, key) || !Keys.Fits(key, token)) return null;
        return _callers.GetOrAdd(key.Id, static (id, of) => new Caller(of.operatorId, id, of.key.Scopes, of.catalogues), (operatorId, key, catalogues));
    }
}
