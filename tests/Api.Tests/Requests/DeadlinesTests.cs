using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Consent.Api.Tests.Requests;

public sealed class DeadlinesTests
{
    [Theory]
    [InlineData("2026-10-26T20:59:59Z", "open", "true")]
    [InlineData("2026-10-26T21:00:00Z", "missed", "false")]
    public async Task A_term_ends_at_midnight_at_the_operators_place(string now, string status, string extendable)
    {
        await using var service = await TestService.StartAsync(new ManualClock(TestService.Monday, isStill: true));
        var shop = await Shop.OpenAsync(service, "lavka");
        var number = await shop.RegisterAsync(Shop.Request("late"));
        service.Time.Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        await service.Services.GetServices<IHostedService>().OfType<DeadlineWatch>().Single().LookAsync(TestContext.Current.CancellationToken);
        var read = (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        Assert.Equal((status, extendable), (read.Field("obligations.0.status"), read.Field("obligations.0.extendable")));
        var extended = await shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "x"}""");
        if (status == "open") extended.Must(200);
        else extended.MustBe(409, "nothing-to-extend");
    }
}
