using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The scopes an endpoint is open to.</summary>
public sealed class OpenTo(Scope[] scopes)
{
    public bool Admits(Caller caller)
    {
        foreach (var scope in scopes)
            if (caller.Has(scope)) return true;
        return false;
    }

    /// <summary>As what the caller is admitted.</summary>
    public string RoleOf(Caller caller) => caller.RunsInstallation ? "installation" : Array.Find(scopes, caller.Has) is var scope && caller.Has(scope) ? Words.Of(scope) : "none";
}

internal static class OpenToExtensions
{
    /// <summary>Open to credentials with one of the scopes.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params Scope[] scopes) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new OpenTo(scopes));

    /// <summary>Open to every credential.</summary>
    public static TBuilder ForAnyKey<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.For(Enum.GetValues<Scope>());
}
