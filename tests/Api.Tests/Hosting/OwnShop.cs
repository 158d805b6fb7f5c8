namespace Consent.Api.Tests.Hosting;

/// <summary>Tests that each begin with a service and a shop of their own.</summary>
public abstract class OwnShop : IAsyncLifetime
{
    private protected TestService Service { get; private set; } = null!;

    private protected Shop Shop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await TestService.StartAsync();
        Shop = await Shop.OpenAsync(Service, "lavka");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
