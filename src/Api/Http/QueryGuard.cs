namespace Consent.Api;

/// <summary>Refuses query parameters an endpoint does not have, and one given twice: a mistyped <c>at</c> must not be answered for now.</summary>
internal static class QueryGuard
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var known = factory.MethodInfo.GetParameters()
            .Where(parameter => parameter.ParameterType == typeof(string))
            .Select(parameter => parameter.Name!)
            .ToHashSet(StringComparer.Ordinal);
        return context =>
        {
            foreach (var (name, values) in context.HttpContext.Request.Query)
            {
                if (!known.Contains(name)) throw new InvalidRequestException(name, Texts.Get("FieldUnknown"));
                if (values.Count > 1) throw new InvalidRequestException(name, Texts.Get("FieldTwice"));
            }

            return next(context);
        };
    }
}
