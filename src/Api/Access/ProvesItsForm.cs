namespace Consent.Api;

/// <summary>An endpoint that asks for the proof of its form itself, so that what was typed is shown again to who sent it too late: it does nothing without one.</summary>
internal sealed class ProvesItsForm
{
    public static readonly ProvesItsForm Instance = new();
}

internal static class ProvesItsFormExtensions
{
    public static TBuilder ProvesItsForm<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Api.ProvesItsForm.Instance);
}
