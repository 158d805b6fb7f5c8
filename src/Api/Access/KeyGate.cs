using System.Collections.Concurrent;
using Consent.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Consent.Api;

/// <summary>Knows a caller by <c>Authorization: Bearer</c> with a key of the service; whoever has none goes on as nobody.</summary>
public sealed class KeyGate(RequestDelegate next, Catalogues catalogues)
{
    private const string Bearer = "Bearer ";
    private const int MaxLength = 512;

    // What a key may do does not change: its caller is made once.
    private readonly ConcurrentDictionary<string, Caller> _callers = new(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization is [{ Length: <= MaxLength } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && Find(header[Bearer.Length..]) is { } caller)
            context.User = caller;
        return next(context);
    }

    private Caller? Find(string token)
    {
        if (catalogues.FindKey(Keys.IdOf(token)) is not var (operatorId, key) || !Keys.Fits(key, token)) return null;
        return _callers.GetOrAdd(key.Id, static (id, of) => new Caller(of.operatorId, id, of.key.Scopes), (operatorId, key));
    }
}

/// <summary>Who is nobody gets 401; who may not gets what he would get if there were nothing there, 404.</summary>
public sealed class GateAnswers : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context)
        : context.User is Caller ? Problems.NotFound().ExecuteAsync(context)
        : Problems.Of(StatusCodes.Status401Unauthorized, "NoCredential").ExecuteAsync(context);
}
