using System.Text.Json.Nodes;

namespace Consent.Api.Tests.Operations;

/// <summary>What the run command shows of the two contracts the product grew from.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_shows_where_both_contracts_are_later_than_the_law()
    {
        await using var service = await TestService.StartDemoAsync(new ManualClock(TestService.Monday));

        var orbita = await ConflictsAsync(await service.DemoAsync("orbita", "dpo"));
        Assert.Contains(("answer-access", "оферта п. 8.9.1", "ст. 20 ч. 1"), orbita);

        var bonus = await ConflictsAsync(await service.DemoAsync("bonus", "dpo"));
        Assert.Equal(
            [("destroy-unlawful", "договор п. 16.18", "ст. 21 ч. 3"), ("destroy-unlawful-or-unneeded", "договор п. 16.18", "ст. 20 ч. 3")],
            bonus.Where(conflict => conflict.Clause == "договор п. 16.18").Distinct().Order());
    }

    [Fact]
    public async Task The_printed_link_opens_the_desk_as_often_as_one_likes_and_no_other_does()
    {
        await using var service = await TestService.StartDemoAsync(new ManualClock(TestService.Monday));
        var door = await service.DemoSecretAsync("orbita", "desk");
        for (var visit = 0; visit < 3; visit++)
        {
            var browser = new Browser(service);
            Assert.Equal("/desk", (await browser.GetAsync("/demo/" + door)).Must(302).Location);
            Assert.Contains("Орбита", (await browser.GetAsync("/desk")).Must(200).Body, StringComparison.Ordinal);
        }

        (await new Browser(service).GetAsync("/demo/" + door[..^1])).Must(404);
        await using var real = await TestService.StartAsync();
        (await new Browser(real).GetAsync("/demo/" + door)).Must(401);
    }

    private static async Task<List<(string Duty, string Clause, string Article)>> ConflictsAsync(ApiClient dpo)
    {
        var told = new List<(string, string, string)>();
        foreach (var line in (await dpo.GetAsync("/v1/requests?limit=200")).Must(200).Json["items"]!.AsArray())
            foreach (var conflict in (await dpo.GetAsync($"/v1/requests/{line!["number"]}")).Must(200).Json["conflicts"] as JsonArray ?? [])
                told.Add((conflict!["duty"]!.ToString(), conflict["clause"]!.ToString(), conflict["article"]!.ToString()));
        return told;
    }
}
