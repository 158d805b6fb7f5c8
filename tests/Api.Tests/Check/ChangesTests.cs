using Consent.Domain;
using Consent.Storage;

namespace Consent.Api.Tests.Check;

public sealed class ChangesTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_change_is_told_as_it_happens_and_not_before()
    {
        var subject = Shop.NewSubject();
        var shop = await Shop.OpenAsync(open.Service, "zhivoy");
        var before = await LastCursorAsync(shop);
        await using var stream = await EventStream.OpenAsync(shop.Front, $"/v1/changes?after={before}");
        var next = stream.NextAsync();
        Assert.False(next.IsCompleted);
        var consent = (await shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        var change = (await next)!;
        Assert.Equal((subject, "newsletter", "1", "consent-given"), (change["subject"]!.ToString(), change["purpose"]!.ToString(), change["version"]!.ToString(), change["kind"]!.ToString()));
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject))).Must(201);
        Assert.Equal("consent-withdrawn", (await stream.NextAsync())!["kind"]!.ToString());
        Assert.Equal("given", consent.Field("status"));
    }

    [Fact]
    public async Task A_stream_resumes_after_any_cursor()
    {
        var shop = await Shop.OpenAsync(open.Service, "s-nachala");
        for (var i = 0; i < 5; i++) (await shop.Front.PostAsync("/v1/consents", Shop.Consent($"resume-{i}"))).Must(201);
        await using var whole = await EventStream.OpenAsync(shop.Front);
        // Four purposes and five consents.
        var all = await whole.TakeAsync(9);
        Assert.Equal(9, all.Count);
        for (var i = 0; i < all.Count - 1; i++)
        {
            var cursor = all[i]["cursor"]!.ToString();
            await using var byQuery = await EventStream.OpenAsync(shop.Front, $"/v1/changes?after={cursor}");
            await using var byHeader = await EventStream.OpenAsync(shop.Front, "/v1/changes", ("Last-Event-ID", cursor));
            foreach (var stream in (EventStream[])[byQuery, byHeader])
                Assert.Equal(all.Skip(i + 1).Select(c => c.ToJsonString()), (await stream.TakeAsync(all.Count - i - 1)).Select(c => c.ToJsonString()));
        }
    }

    [Fact]
    public async Task Another_operators_changes_are_never_told()
    {
        await using var stream = await EventStream.OpenAsync(_shop.Front, $"/v1/changes?after={await LastCursorAsync(_shop)}");
        var writes = Enumerable.Range(0, 50).Select(i => open.Neighbour.Front.PostAsync("/v1/consents", Shop.Consent($"theirs-{i}")));
        foreach (var write in await Task.WhenAll(writes)) write.Must(201);
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        Assert.Equal(subject, (await stream.NextAsync())!["subject"]!.ToString());
    }

    [Fact]
    public async Task A_file_that_the_service_named_itself_and_an_event_that_changes_no_answer_are_not_told()
    {
        await using var stream = await EventStream.OpenAsync(_shop.Front, $"/v1/changes?after={await LastCursorAsync(_shop)}");
        await _shop.RegisterAsync(Shop.Request(null, "blocking"));
        await _shop.RegisterAsync(Shop.Request("silent", "access"));
        await _shop.RegisterAsync(Shop.Request("told", "blocking"));
        Assert.Equal("told", (await stream.NextAsync())!["subject"]!.ToString());
    }

    [Fact]
    public async Task A_new_demand_of_a_text_is_a_change_for_everybody()
    {
        await using var stream = await EventStream.OpenAsync(_shop.Front, $"/v1/changes?after={await LastCursorAsync(_shop)}");
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("everybody", "1", ["profile"], "soft"))).Must(201);
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("everybody", "2", ["profile"], "hard"))).Must(201);
        var change = (await stream.NextAsync())!;
        Assert.Equal("text-published", change["kind"]!.ToString());
        Assert.Null(change["subject"]);
    }

    [Fact]
    public async Task A_stream_that_waits_reads_only_when_something_was_written()
    {
        CountingJournal? counting = null;
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IJournal>(real => counting = new CountingJournal(real)));
        var shop = await Shop.OpenAsync(service, "lavka");
        await using var stream = await EventStream.OpenAsync(shop.Front);
        await stream.TakeAsync(4);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var idle = counting!.Reads;
        await Task.Delay(700, TestContext.Current.CancellationToken);
        Assert.Equal(idle, counting.Reads);

        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("one"))).Must(201);
        Assert.NotNull(await stream.NextAsync());
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.InRange(counting.Reads - idle, 1, 2);
    }

    [Fact]
    public async Task A_stream_ends_when_the_service_stops_and_resumes_after_the_restart()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        string cursor;
        await using (var stream = await EventStream.OpenAsync(shop.Front))
        {
            cursor = (await stream.TakeAsync(4))[^1]["cursor"]!.ToString();
            var stopping = service.StopAsync();
            Assert.Null(await stream.NextAsync());
            await stopping.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        }

        await service.StartAgainAsync();
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("after"))).Must(201);
        await using var resumed = await EventStream.OpenAsync(shop.Front, $"/v1/changes?after={cursor}");
        Assert.Equal("after", (await resumed.NextAsync())!["subject"]!.ToString());
    }

    [Theory]
    [InlineData("after=x", "after")]
    [InlineData("after=-1", "after")]
    [InlineData("after=", "after")]
    [InlineData("before=1", "before")]
    public async Task A_mistake_in_the_query_is_named(string query, string field) => (await _shop.Front.GetAsync("/v1/changes?" + query)).MustBe(400, "malformed", field);

    private static async Task<long> LastCursorAsync(Shop shop) => (await shop.EntriesAsync())[^1].Position;

    private sealed class CountingJournal(IJournal inner) : JournalDecorator(inner)
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public override ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken)
        {
            // The stream's own: whoever signs heads reads by other steps.
            if (limit == 500) Interlocked.Increment(ref _reads);
            return base.ReadFeedAsync(operatorId, after, limit, cancellationToken);
        }
    }
}
