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
        var numbers = answers.Where(answer => answer.Status == 201).Select(answer => answer.Field("number")!).ToList();
        Assert.Equal(100, numbers.Distinct().Count());

        // A number that a refused letter held while later ones were given goes to the next letter.
        while (Number(numbers.Count) != numbers.Max(StringComparer.Ordinal)) numbers.Add(await shop.RegisterAsync(Shop.Request("late")));
        Assert.InRange(numbers.Count, 100, 150);
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(Number), numbers.Order(StringComparer.Ordinal));

        static string Number(int ordinal) => FormattableString.Invariant($"2026-{ordinal:000000}");
    }
}
