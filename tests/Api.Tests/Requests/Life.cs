namespace Consent.Api.Tests.Requests;

/// <summary>One request over the months: the service is stopped and started again at the time the story needs.</summary>
internal sealed class Life : IAsyncDisposable
{
    public const string Subject = "anna";

    private readonly TestService _service;
    private readonly Shop _shop;
    private string _number = "";

    private Life(TestService service, Shop shop) => (_service, _shop) = (service, shop);

    /// <summary>A shop with a consent to the newsletter, one to distribution and a contract of one person, at an instant by Moscow's clock.</summary>
    public static async Task<Life> BeginAsync(string at)
    {
        var service = await TestService.StartAsync();
        await service.RestartAtAsync(Msk(at));
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent(Subject))).Must(201);
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent(Subject, "public-page"))).Must(201);
        (await shop.Front.PostAsync("/v1/grounds", Shop.Ground(Subject))).Must(201);
        return new Life(service, shop);
    }

    public async Task LetterAsync(string kind, string extra = "", string channel = "email") =>
        _number = await _shop.RegisterAsync(Shop.Request(Subject, kind, extra, channel));

    public Task AtAsync(string at) => _service.RestartAtAsync(Msk(at));

    public async Task<Answer> DoAsync(string action, string body, int status = 200) => (await _shop.Dpo.PostAsync($"/v1/requests/{_number}/{action}", body)).Must(status);

    public async Task<Answer> ReadAsync() => (await _shop.Dpo.GetAsync($"/v1/requests/{_number}")).Must(200);

    /// <summary>How each obligation of the request stands: <c>answer-access open 2026-10-26</c>.</summary>
    public async Task OwesAsync(params string[] expected)
    {
        var obligations = (await ReadAsync()).Json["obligations"]!.AsArray();
        Assert.Equal(expected, obligations.Select(o => $"{o!["duty"]} {o["status"]} {o["due"]}"));
    }

    /// <summary>The clock tells in its own time.</summary>
    public async Task ToldAsync(string kind, string? what = null)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var timeline = (await ReadAsync()).Json["timeline"]!.AsArray();
            if (timeline.Any(line => line!["kind"]!.ToString() == kind && (what is null || line["what"]?.ToString() == what))) return;
            await Task.Delay(100);
        }

        Assert.Fail($"{kind} {what} was not told: {(await ReadAsync()).Body}");
    }

    public async Task ChecksAsync(string purpose, string reason) => Assert.Equal(reason, (await _shop.CheckAsync(Subject, purpose)).Field("reason"));

    public async Task IsClosedAsync() => Assert.Equal("closed", (await ReadAsync()).Field("status"));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static DateTimeOffset Msk(string local) => DateTimeOffset.Parse(local + " +03:00", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
