using System.Collections.Frozen;
using System.Reflection;

namespace Consent.Api;

/// <summary>Refuses query parameters an endpoint does not have, and one given twice: a mistyped <c>at</c> must not be answered for now.</summary>
public sealed class QueryGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.QueryString.HasValue && context.GetEndpoint()?.Metadata.GetMetadata<KnownQuery>() is { } known)
            foreach (var (name, values) in context.Request.Query)
            {
                if (!known.Names.Contains(name)) throw new InvalidRequestException(name, Texts.Get("FieldUnknown"));
                if (values.Count > 1) throw new InvalidRequestException(name, Texts.Get("FieldTwice"));
            }

        return next(context);
    }

    /// <summary>Tells each endpoint of a group its parameters: those its handler takes as text.</summary>
    public static void Learn(IEndpointConventionBuilder group) => group.Finally(endpoint => endpoint.Metadata.Add(new KnownQuery(
        endpoint.Metadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters())
            .Where(parameter => parameter.ParameterType == typeof(string))
            .Select(parameter => parameter.Name!)
            .ToFrozenSet(StringComparer.Ordinal))));

    private sealed record KnownQuery(FrozenSet<string> Names);
}
