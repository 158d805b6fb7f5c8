using Consent.Domain;

namespace Consent.Api.Tests.Operations;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stopping_finishes_the_writes_that_were_accepted()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var writes = Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                return (Subject: $"s-{i}", (await shop.Front.PostAsync("/v1/consents", Shop.Consent($"s-{i}"))).Status);
            }
            catch (HttpRequestException)
            {
                return (Subject: $"s-{i}", Status: 0);
            }
        }).ToList();
        await Task.WhenAny(writes);
        await service.StopAsync();
        var acknowledged = (await Task.WhenAll(writes)).Where(write => write.Status == 201).Select(write => write.Subject).ToHashSet();
        Assert.NotEmpty(acknowledged);

        await service.StartAgainAsync();
        var kept = (await shop.EntriesAsync()).Where(entry => entry.Event is ConsentGiven).Select(entry => entry.File.Subject.Value).ToHashSet();
        Assert.Subset(kept, acknowledged);
        foreach (var subject in acknowledged) Assert.Equal("true", (await shop.CheckAsync(subject)).Field("allowed"));
    }

    [Fact]
    public async Task A_write_that_is_being_made_when_the_stop_comes_is_answered()
    {
        Slow? slow = null;
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<Storage.IJournal>(real => slow = new Slow(real)));
        var shop = await Shop.OpenAsync(service, "lavka");
        slow!.Delay = TimeSpan.FromMilliseconds(500);
        var writing = shop.Front.PostAsync("/v1/consents", Shop.Consent("slow"));
        await slow.Entered.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var stopping = service.StopAsync();
        (await writing).Must(201);
        await stopping;
        await service.StartAgainAsync();
        Assert.Equal("true", (await shop.CheckAsync("slow")).Field("allowed"));
    }

    [Fact]
    public async Task Told_to_stop_it_is_not_ready_first_and_answers_until_it_has_drained()
    {
        await using var service = await TestService.StartAsync(change: builder => builder.Configuration["Consent:DrainSeconds"] = "3");
        var shop = await Shop.OpenAsync(service, "lavka");
        using var changes = await shop.Front.OpenAsync("/v1/changes");
        var stopping = service.StopAsync();
        (await service.Anonymous.GetAsync("/health/ready")).MustBe(503, "stopping");
        (await service.Anonymous.GetAsync("/health/live")).Must(200);
        for (var i = 0; i < 20; i++)
        {
            (await shop.Front.PostAsync("/v1/consents", Shop.Consent($"s-{i}"))).Must(201);
            Assert.Equal("true", (await shop.CheckAsync($"s-{i}")).Field("allowed"));
        }

        (await shop.Front.GetAsync("/v1/changes")).MustBe(503, "stopping");
        Assert.False(stopping.IsCompleted);
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => service.Anonymous.GetAsync("/health/live"));
        await service.StartAgainAsync();
        for (var i = 0; i < 20; i++) Assert.Equal("true", (await shop.CheckAsync($"s-{i}")).Field("allowed"));
    }

    private sealed class Slow(Storage.IJournal inner) : JournalDecorator(inner)
    {
        public TimeSpan Delay { get; set; }

        public TaskCompletionSource Entered { get; } = new();

        public override async Task<Storage.AppendResult> TryAppendAsync(Storage.Append append, CancellationToken cancellationToken)
        {
            if (Delay > TimeSpan.Zero)
            {
                Entered.TrySetResult();
                await Task.Delay(Delay, cancellationToken);
            }

            return await base.TryAppendAsync(append, cancellationToken);
        }
    }
}
