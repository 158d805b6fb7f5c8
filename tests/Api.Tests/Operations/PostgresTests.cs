using Consent.Conformance.Storage;
using Microsoft.Extensions.Configuration;

namespace Consent.Api.Tests.Operations;

/// <summary>The same service on PostgreSQL, by settings alone.</summary>
public sealed class PostgresTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_consent_given_checked_and_withdrawn_stays_so_after_a_restart()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var database = await server.NewDatabaseAsync();
        await using var service = await TestService.StartAsync(change: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Consent:Storage"] = "postgres",
            ["ConnectionStrings:Postgres"] = server.ConnectionString(database),
        }));
        Assert.IsType<Storage.Postgres.PostgresJournal>(service.Journal);
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        Assert.Equal("true", (await shop.CheckAsync("c-1")).Field("allowed"));
        var request = (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("c-1"))).Must(201);

        await service.StopAsync();
        await service.StartAgainAsync();
        Assert.Equal("withdrawn", (await shop.CheckAsync("c-1")).Field("reason"));
        Assert.Equal("1", (await shop.Dpo.GetAsync("/v1/requests?status=open")).Must(200).Json["items"]!.AsArray().Count.ToString(CultureInfo.InvariantCulture));
        (await shop.Dpo.GetAsync("/v1/requests/" + request.Field("number"))).Must(200);
    }

    [Fact]
    public async Task Without_a_connection_string_it_does_not_start_and_says_why()
    {
        var refused = await Assert.ThrowsAsync<Storage.DatabaseRefusedException>(() => TestService.StartAsync(
            change: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Consent:Storage"] = "postgres" })));
        Assert.Contains("ConnectionStrings__Postgres", refused.Message, StringComparison.Ordinal);
    }
}
