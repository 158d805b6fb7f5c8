namespace Consent.Api.Tests.Hosting;

/// <summary>One running service for a class of tests, with two operators on it that have the same purposes and texts.</summary>
public sealed class OpenShop : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    internal Shop Shop { get; private set; } = null!;

    internal Shop Neighbour { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await TestService.StartAsync();
        Shop = await Shop.OpenAsync(Service, "lavka");
        Neighbour = await Shop.OpenAsync(Service, "sosed");
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
