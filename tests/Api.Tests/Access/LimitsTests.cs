using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Consent.Api.Tests.Access;

/// <summary>Limits on how often and how long; on size: <see cref="Http.RawHttpTests"/>.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task A_credential_that_calls_too_often_is_told_when_to_come_back_and_others_are_not_disturbed()
    {
        await using var service = await StartAsync("PerCredential", "100");
        var shop = await Shop.OpenAsync(service, "lavka");
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => shop.Front.GetAsync("/v1/purposes")));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.Contains(answers, answer => answer.Status == 429);
        answers.First(answer => answer.Status == 429).MustBe(429, "too-many-requests");
        Assert.Equal("1", await RetryAfterAsync(service, shop.Front));
        (await shop.Dpo.GetAsync("/v1/purposes")).Must(200);

        // The check is what others ask before each use of data: it is not counted.
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => shop.Front.GetAsync("/v1/check?subject=c-1&purpose=newsletter"))), answer => answer.Must(200));
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        (await shop.Front.GetAsync("/v1/purposes")).Must(200);
    }

    [Fact]
    public async Task An_address_that_tries_credentials_is_slowed_down_and_a_good_one_from_there_is_not()
    {
        await using var service = await StartAsync("PerAddress", "60");
        var shop = await Shop.OpenAsync(service, "lavka");
        var guess = service.With("ck_0123456789ab_" + new string('x', 43));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => guess.GetAsync("/v1/purposes")));
        // Some of its calls the shop has made without a credential: the link of its subject.
        Assert.InRange(answers.Count(answer => answer.Status == 401), 55, 75);
        Assert.Equal(200, answers.Count(answer => answer.Status is 401 or 429));
        (await service.Anonymous.GetAsync("/openapi/v1.json")).MustBe(429, "too-many-requests");
        (await service.Anonymous.GetAsync("/health/live")).Must(200);
        (await shop.Front.GetAsync("/v1/purposes")).Must(200);
    }

    private static Task<TestService> StartAsync(string name, string value) => TestService.StartAsync(change: builder => builder.Configuration["Consent:Limits:" + name] = value);

    private static async Task<string?> RetryAfterAsync(TestService service, ApiClient client)
    {
        for (var i = 0; i < 2000; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/purposes");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + client.Key);
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            if ((int)response.StatusCode == 429) return response.Headers.RetryAfter?.ToString();
        }

        return null;
    }
}
