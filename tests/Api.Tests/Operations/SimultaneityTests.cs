using Consent.Domain;

namespace Consent.Api.Tests.Operations;

public sealed class SimultaneityTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task Of_two_simultaneous_withdrawals_one_is_recorded()
    {
        for (var i = 0; i < 20; i++)
        {
            var subject = Shop.NewSubject();
            (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
            var both = await Task.WhenAll(_shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject)), _shop.Dpo.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject)));
            Assert.Single(both, answer => answer.Must(201).Field("demands.0.nothingToWithdraw") == "true");
            Assert.Single(await _shop.EntriesAsync(), entry => entry.File.Subject.Value == subject && entry.Event is ConsentWithdrawn);
        }
    }

    [Fact]
    public async Task Parallel_registrations_get_numbers_without_gaps_or_doubles()
    {
        var shop = await Shop.OpenAsync(open.Service, "nomera");
        var answers = await Task.WhenAll(Enumerable.Range(0, 150).Select(i => i % 3 == 2
            ? shop.Dpo.PostAsync("/v1/requests", Shop.Request("same", extra: ", \"receivedAt\": \"2027-01-01T00:00:00Z\""))
            : shop.Dpo.PostAsync("/v1/requests", Shop.Request(i % 2 == 0 ? null : $"n-{i % 7}"))));
        Assert.Equal(50, answers.Count(answer => answer.Status == 422));
        Assert.Equal(
            Enumerable.Range(1, 100).Select(i => FormattableString.Invariant($"2026-{i:000000}")),
            answers.Where(answer => answer.Status == 201).Select(answer => answer.Field("number")!).Order(StringComparer.Ordinal));
    }
}
