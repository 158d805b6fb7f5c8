using Consent.Domain;
using Consent.Storage;

namespace Consent.Api.Tests.Operations;

public sealed class HealthTests
{
    [Fact]
    public async Task The_service_is_live_and_ready_for_anybody_who_asks()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal("live", (await service.Anonymous.GetAsync("/health/live")).Must(200).Field("status"));
        Assert.Equal("ready", (await service.Anonymous.GetAsync("/health/ready")).Must(200).Field("status"));
    }

    [Fact]
    public async Task Without_its_database_it_is_live_and_not_ready()
    {
        Away? away = null;
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IJournal>(real => away = new Away(real)));
        away!.IsAway = true;
        (await service.Anonymous.GetAsync("/health/live")).Must(200);
        (await service.Anonymous.GetAsync("/health/ready")).MustBe(503, "storage-unavailable");
        away.IsAway = false;
        (await service.Anonymous.GetAsync("/health/ready")).Must(200);
    }

    [Fact]
    public async Task While_the_storage_takes_no_writes_they_are_refused_and_checks_go_on()
    {
        Away? away = null;
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IJournal>(real => away = new Away(real)));
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a"))).Must(201);
        away!.IsAway = true;
        foreach (var (client, path, body) in (List<(ApiClient, string, string)>)[
            (shop.Front, "/v1/consents", Shop.Consent("a", "profile")), (shop.Front, "/v1/withdrawals", Shop.Withdrawal("a")),
            (shop.Front, "/v1/grounds", Shop.Ground("a")), (shop.Dpo, "/v1/requests", Shop.Request("a"))])
            (await client.PostAsync(path, body)).MustBe(503, "storage-unavailable");
        away.IsAway = false;
        Assert.Equal("consent-given", (await shop.CheckAsync("a")).Field("reason"));
        Assert.Equal("2026-000001", await shop.RegisterAsync(Shop.Request("a")));
    }

    private sealed class Away(IJournal inner) : JournalDecorator(inner)
    {
        public bool IsAway { get; set; }

        public override ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken) =>
            IsAway ? throw new StorageUnavailableException("away") : base.ReadAsync(file, cancellationToken);

        public override Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) =>
            IsAway ? throw new StorageUnavailableException("away") : base.TryAppendAsync(append, cancellationToken);
    }
}
