using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>What every register promises. Here: the desk finds exactly what was appended, by every filter, page after page.</summary>
public abstract partial class RegisterConformance : IAsyncLifetime
{
    private static readonly OperatorId Shop = new("shop");
    private static readonly DateOnly Today = new(2026, 11, 24);

    private readonly Dictionary<FileKey, FileDraft> _files = [];

    protected Store Store { get; private set; } = null!;

    private IRegister Register => Store.Register;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A store of nobody else's.</summary>
    protected abstract Task<Store> NewStoreAsync(TimeProvider clock);

    public async ValueTask InitializeAsync() => Store = await NewStoreAsync(new ManualClock(FileDraft.Noon));

    public async ValueTask DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_request_is_found_by_its_number_as_it_was_appended()
    {
        var row = Rows.Of(17, "anna") with { Kinds = [DemandKind.Withdrawal, DemandKind.StopProcessing], Channel = Channel.InPerson };
        await AppendAsync(Shop, row);
        Assert.Equal(Rows.Comparable(row), Rows.Comparable((await Register.FindRequestAsync(Shop, row.Number, Cancel))!));
        Assert.Null(await Register.FindRequestAsync(new OperatorId("bank"), row.Number, Cancel));
        Assert.Null(await Register.FindRequestAsync(Shop, "2026-000018", Cancel));
        Assert.Null(await Register.FindRequestAsync(Shop, "2026-0000\0", Cancel));
    }

    [Fact]
    public async Task A_request_is_shown_as_its_last_append_left_it()
    {
        var row = Rows.Of(17, "anna");
        await AppendAsync(Shop, row);
        await AppendAsync(Shop, row with { Due = Today.AddDays(20), EndsAt = row.EndsAt!.Value.AddDays(10), AwaitsApplicant = true });
        Assert.True(await Register.FindRequestAsync(Shop, row.Number, Cancel) is { AwaitsApplicant: true } moved && moved.Due == Today.AddDays(20));
        var closed = row with { IsClosed = true, Due = null, EndsAt = null, AssignedTo = "olga", AwaitsApplicant = false };
        await AppendAsync(Shop, closed);
        Assert.Equal(Rows.Comparable(closed), Rows.Comparable((await Register.FindRequestAsync(Shop, row.Number, Cancel))!));
    }

    [Fact]
    public async Task Open_requests_are_counted_by_day_by_who_works_on_them_and_by_whom_they_wait_for()
    {
        var soon = new DateTimeOffset(Today.ToDateTime(new TimeOnly(20, 59)), TimeSpan.Zero);
        var late = soon.AddDays(-3);
        await AppendAsync(Shop, Rows.Of(1, "anna") with { Due = Today.AddDays(-3), EndsAt = late });
        await AppendAsync(Shop, Rows.Of(2, "boris") with { Due = Today, EndsAt = soon });
        await AppendAsync(Shop, Rows.Of(3, "vera") with { Due = Today, EndsAt = soon });
        await AppendAsync(Shop, Rows.Of(7, "zoya") with { Due = Today, EndsAt = soon, AwaitsApplicant = true });
        await AppendAsync(Shop, Rows.Of(4, "gleb") with { Due = Today, EndsAt = soon, AssignedTo = "olga" });
        await AppendAsync(Shop, Rows.Of(5, "dasha") with { Due = null, EndsAt = null });
        await AppendAsync(Shop, Rows.Of(6, "egor") with { IsClosed = true, Due = null, EndsAt = null });
        await AppendAsync(new OperatorId("bank"), Rows.Of(1, "anna"));
        Assert.Equal(
            [new(null, false, false, 1), new(Today.AddDays(-3), true, false, 1), new(Today, false, false, 2), new(Today, false, false, 1) { AwaitsApplicant = true }, new(Today, false, true, 1)],
            (await Register.OpenAsync(Shop, late, Cancel)).OrderBy(open => open.Due).ThenBy(open => open.IsAssigned).ThenBy(open => open.AwaitsApplicant));
        var open = new RequestQuery(false, null, null, null, null, RequestOrder.Due, 10, null, late, Today);
        Assert.Equal(["2026-000001", "2026-000002", "2026-000003", "2026-000005", "2026-000007"], await FoundAsync(open with { IsUnassigned = true }));
        Assert.Equal(["2026-000002", "2026-000003", "2026-000004", "2026-000007"], await FoundAsync(open with { IsClosed = null, Ends = new DayRange(Today, Today) }));

        async Task<IEnumerable<string>> FoundAsync(RequestQuery query) => (await Register.RequestsAsync(Shop, query, Cancel)).Select(found => found.Number).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(RequestOrder.Due, 1)]
    [InlineData(RequestOrder.Due, 7)]
    [InlineData(RequestOrder.Due, 1000)]
    [InlineData(RequestOrder.ReceivedAtDescending, 1)]
    [InlineData(RequestOrder.ReceivedAtDescending, 7)]
    [InlineData(RequestOrder.ReceivedAtDescending, 1000)]
    [InlineData(RequestOrder.ReceivedOn, 1)]
    [InlineData(RequestOrder.ReceivedOn, 7)]
    public async Task Pages_neither_repeat_nor_skip_though_many_have_the_same_instant(RequestOrder order, int pageSize)
    {
        var rows = await FillAsync();
        var expected = rows.OrderBy(row => RequestSort.KeyOf(row, order)).ThenBy(row => row.Number, StringComparer.Ordinal);
        Assert.Equal(expected.Select(row => row.Number), (await AllAsync(Query(order: order, limit: pageSize))).Select(row => row.Number));
    }

    public static TheoryData<string> Questions => [.. Filters.Select(filter => filter.Name)];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_filter_keeps_what_it_says_and_nothing_else(string name)
    {
        var rows = await FillAsync();
        var (_, query, keeps) = Filters.Single(filter => filter.Name == name);
        foreach (var order in Enum.GetValues<RequestOrder>()) await KeepsAsync(rows, query with { Order = order }, keeps);
    }

    private async Task KeepsAsync(List<RequestRow> rows, RequestQuery query, Func<RequestRow, bool> keeps)
    {
        var expected = rows.Where(keeps).OrderBy(row => RequestSort.KeyOf(row, query.Order)).ThenBy(row => row.Number, StringComparer.Ordinal).ToList();
        Assert.InRange(expected.Count, 1, rows.Count - 1);
        Assert.Equal(expected.Select(Rows.Comparable), (await AllAsync(query)).Select(Rows.Comparable));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("SUBJECT")]
    [InlineData("' OR 1 = 1 --")]
    [InlineData("\0")]
    public async Task A_beginning_is_looked_for_as_it_stands(string text)
    {
        await FillAsync();
        Assert.Empty(await AllAsync(Query() with { Search = RequestSearch.By(text) }));
    }

    // What each filter means, said a second time without SQL.
    private static (string Name, RequestQuery Query, Func<RequestRow, bool> Keeps)[] Filters =>
    [
        ("open", Query() with { IsClosed = false }, row => !row.IsClosed),
        ("closed", Query(RequestOrder.ReceivedAtDescending) with { IsClosed = true }, row => row.IsClosed),
        ("kind", Query() with { Kind = DemandKind.StopProcessing }, row => row.Kinds.Contains(DemandKind.StopProcessing)),
        ("channel", Query() with { Channel = Channel.InPerson }, row => row.Channel == Channel.InPerson),
        ("overdue", Query() with { Due = DueFilter.Overdue }, row => !row.IsClosed && row.EndsAt <= FileDraft.Noon),
        ("today", Query() with { Due = DueFilter.Today }, row => !row.IsClosed && row.EndsAt > FileDraft.Noon && row.Due == Today),
        ("week", Query() with { Due = DueFilter.Week }, row => !row.IsClosed && row.EndsAt > FileDraft.Noon && row.Due >= Today && row.Due < Today.AddDays(7)),
        ("beginning of a number", Query() with { Search = RequestSearch.By("2026-00001") }, row => row.Number.StartsWith("2026-00001", StringComparison.Ordinal)),
        ("beginning of a number or a contact", Query() with { Search = new RequestSearch("2026-00001", ["2026-000031"], [[Known(ContactKind.Email, 2)]]) }, row =>
            row.Number.StartsWith("2026-00001", StringComparison.Ordinal) || row.Number == "2026-000031" || Person(row) % 5 == 2),
        ("beginning of a number, one of them, by a channel", Query() with { Channel = Channel.InPerson, Search = new RequestSearch("2026", ["2026-000002"], []) }, row => row.Channel == Channel.InPerson),
        ("beginning of a subject", Query() with { Search = RequestSearch.By("subject-3") }, row => row.Subject.Value.StartsWith("subject-3", StringComparison.Ordinal)),
        ("one of several numbers", Query() with { Search = new RequestSearch(null, ["2026-000002", "2026-000031", "2025-000031"], []) }, row => row.Number is "2026-000002" or "2026-000031"),
        ("a contact", Query() with { Search = new RequestSearch(null, [], [[Known(ContactKind.Email, 2)]]) }, row => Person(row) % 5 == 2),
        ("one contact or another", Query() with { Search = new RequestSearch(null, [], [[Known(ContactKind.Email, 2), Known(ContactKind.Name, 1)]]) }, row => Person(row) % 5 == 2 || Person(row) % 3 == 1),
        ("both contacts", Query() with { Search = new RequestSearch(null, [], [[Known(ContactKind.Name, 1)], [Known(ContactKind.Email, 2)]]) }, row => Person(row) % 5 == 2 && Person(row) % 3 == 1),
        ("a beginning or a contact", Query() with { Search = new RequestSearch("subject-3", [], [[Known(ContactKind.Email, 2)]]) }, row =>
            row.Subject.Value.StartsWith("subject-3", StringComparison.Ordinal) || Person(row) % 5 == 2),
        ("nobody's", Query() with { IsUnassigned = true }, row => row.AssignedTo is null),
        ("waiting for its author", Query() with { AwaitsApplicant = true }, row => row.AwaitsApplicant),
        ("nobody's and waiting for its author", Query() with { AwaitsApplicant = true, IsUnassigned = true, IsClosed = false }, row => row is { AwaitsApplicant: true, AssignedTo: null, IsClosed: false }),
        ("days of receipt", Query() with { Received = new(Today.AddDays(-3), Today.AddDays(-2)) }, row => row.ReceivedOn >= Today.AddDays(-3) && row.ReceivedOn <= Today.AddDays(-2)),
        ("days of receipt of the closed", Query() with { IsClosed = true, Received = new(Today.AddDays(-3), Today.AddDays(-1)) }, row =>
            row.IsClosed && row.ReceivedOn >= Today.AddDays(-3) && row.ReceivedOn <= Today.AddDays(-1)),
        ("days of receipt by a channel", Query() with { Channel = Channel.Web, Received = new(DateOnly.MinValue, Today.AddDays(-1)) }, row => row.Channel == Channel.Web && row.ReceivedOn < Today),
        ("beginning of a number of the closed", Query() with { IsClosed = true, Search = RequestSearch.By("2026-00001") }, row => row.IsClosed && row.Number.StartsWith("2026-00001", StringComparison.Ordinal)),
        ("days of the end", Query() with { Ends = new(Today.AddDays(1), Today.AddDays(3)) }, row => !row.IsClosed && row.Due >= Today.AddDays(1) && row.Due <= Today.AddDays(3)),
        ("days of the end that are over", Query() with { Ends = new(Today.AddDays(-9), Today.AddDays(3)), Due = DueFilter.Overdue }, row => !row.IsClosed && row.EndsAt <= FileDraft.Noon),
        ("assigned", Query() with { AssignedTo = "olga" }, row => row.AssignedTo == "olga"),
        ("all at once", Query() with { IsClosed = false, Kind = DemandKind.Access, Channel = Channel.Web, Due = DueFilter.Week, Search = RequestSearch.By("subject") }, row =>
            !row.IsClosed && row.Kinds.Contains(DemandKind.Access) && row.Channel == Channel.Web
            && row.EndsAt > FileDraft.Noon && row.Due >= Today && row.Due < Today.AddDays(7)),
    ];

    private static RequestQuery Query(RequestOrder order = RequestOrder.Due, int limit = 7) =>
        new(null, null, null, null, null, order, limit, null, FileDraft.Noon, Today);

    private async Task<List<RequestRow>> AllAsync(RequestQuery query)
    {
        var (all, first) = (new List<RequestRow>(), query);
        while (await Register.RequestsAsync(Shop, query, Cancel) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, query.Limit);
            all.AddRange(page);
            query = query with { After = RequestSort.CursorOf(page[^1], query.Order) };
        }

        // However little is looked at for a page, all of them together are the same.
        Assert.Equal(all.Select(Rows.Comparable), (await LookedAsync(first)).Select(Rows.Comparable));
        return all;
    }

    private async Task<List<RequestRow>> LookedAsync(RequestQuery query)
    {
        const int AtMost = 3;
        var (all, pages) = (new List<RequestRow>(), 0);
        while (true)
        {
            var page = await Register.LookAsync(Shop, query, AtMost, Cancel);
            all.AddRange(page.Rows);
            Assert.InRange(page.Rows.Count, 0, query.Limit);
            Assert.InRange(pages++, 0, 2000);
            if (page.LookedTo is null && page.Rows.Count < query.Limit) return all;
            query = query with { After = page.LookedTo ?? RequestSort.CursorOf(page.Rows[^1], query.Order) };
        }
    }

    // Days of receipt and ends fall together often, and on both sides of the instant asked about.
    private async Task<List<RequestRow>> FillAsync()
    {
        DemandKind[][] kinds = [[DemandKind.Access], [DemandKind.StopProcessing, DemandKind.Access], [DemandKind.StopMarketing]];
        var rows = Enumerable.Range(1, 60).Select(i =>
        {
            var ends = FileDraft.Noon.AddHours(12 * ((i % 22) - 3));
            var nothingBurns = i % 10 == 0;
            return Rows.Of(i, $"subject-{i % 20}") with
            {
                ReceivedAt = FileDraft.Noon.AddDays(-(i % 5)),
                ReceivedOn = Today.AddDays(-(i % 5)),
                Channel = i % 4 == 0 ? Channel.InPerson : Channel.Web,
                Kinds = [.. kinds[i % 3]],
                IsClosed = i % 6 == 0,
                Due = nothingBurns ? null : DateOnly.FromDateTime(ends.UtcDateTime),
                EndsAt = nothingBurns ? null : ends,
                AssignedTo = i % 7 == 0 ? null : i % 7 < 3 ? "olga" : "пётр",
                AwaitsApplicant = i % 4 == 1 && i % 6 != 0,
            };
        }).ToList();
        foreach (var row in rows)
            await AppendAsync(new FileKey(Shop, row.Subject), new RegisterRows([row], null)
            {
                Contacts = [Known(ContactKind.Email, Person(row) % 5), Known(ContactKind.Name, Person(row) % 3)],
                Demands = [.. row.Kinds.Select((kind, i) => Rows.Demand(RequestNumbers.Parse(row.Number).Ordinal, i + 1) with { Kind = kind })],
            });
        await AppendAsync(new FileKey(new OperatorId("bank"), new SubjectId("subject-1")), new RegisterRows([Rows.Of(1, "subject-1")], null) { Contacts = [Known(ContactKind.Email, 2)] });
        return rows;
    }

    private static int Person(RequestRow row) => int.Parse(row.Subject.Value.AsSpan("subject-".Length), System.Globalization.CultureInfo.InvariantCulture);

    private static ContactRow Known(ContactKind kind, int of) => new(kind, [.. Enumerable.Repeat((byte)(of + 1), 32)]);

    private Task AppendAsync(OperatorId operatorId, RequestRow row) => AppendAsync(new FileKey(operatorId, row.Subject), new RegisterRows([row], null));

    private async Task AppendAsync(FileKey key, RegisterRows register, int entries = 1)
    {
        if (!_files.TryGetValue(key, out var file)) _files[key] = file = new FileDraft(key.Operator.Value, key.Subject.Value);
        var append = file.Next(entries, register: register);
        Assert.Equal(AppendResult.Written, await Store.Journal.TryAppendAsync(append, Cancel));
    }
}
