using Consent.Domain;
using Microsoft.AspNetCore.Authorization;

namespace Consent.Api;

/// <summary>Who may call what, in one place. An endpoint that names no scope is closed.</summary>
public static class Policies
{
    public static void Configure(AuthorizationOptions options) =>
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(context => context.User is Caller && IsAnswerOfRouting(context)).Build();

    // What routing answers by itself, that a method or a type of content will not do (405, 415), is no route of ours to close.
    private static bool IsAnswerOfRouting(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is { } endpoint and not RouteEndpoint;

    /// <summary>Open to keys with one of the scopes.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params Scope[] scopes) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAssertion(
            context => context.User is Caller caller && Array.Exists(scopes, caller.Scopes.Contains)));

    /// <summary>Open to every key.</summary>
    public static TBuilder ForAnyKey<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.For(Enum.GetValues<Scope>());
}
