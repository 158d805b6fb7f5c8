using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>Whoever follows the journal sees every entry of the operator once, in the order of commits, and nobody else's.</summary>
public abstract partial class JournalConformance
{
    [Fact]
    public async Task The_feed_pages_through_one_operators_entries_in_the_order_of_commits()
    {
        var (anna, boris, theirs) = (new FileDraft(Shop, "anna"), new FileDraft(Shop, "boris"), new FileDraft(Bank, "anna"));
        foreach (var file in new[] { anna, theirs, boris, anna, theirs, boris, boris }) await WriteAsync(file.Next(2));

        var seen = new List<Entry>();
        while (await Journal.ReadFeedAsync(new OperatorId(Shop), seen.LastOrDefault()?.Position ?? 0, 3, Cancel) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 3);
            seen.AddRange(page);
        }

        Assert.Equal(
            [("anna", 1), ("anna", 2), ("boris", 1), ("boris", 2), ("anna", 3), ("anna", 4), ("boris", 3), ("boris", 4), ("boris", 5), ("boris", 6)],
            seen.Select(entry => (entry.File.Subject.Value, (int)entry.Version)));
        Assert.Equal(seen.Select(entry => entry.Position).Order(), seen.Select(entry => entry.Position));
        Assert.All(seen, entry => Assert.Equal(Shop, entry.File.Operator.Value));
        Assert.Equal(4, (await Journal.ReadFeedAsync(new OperatorId(Bank), 0, 100, Cancel)).Count);
        Assert.Empty(await Journal.ReadFeedAsync(new OperatorId("nobody"), 0, 100, Cancel));
    }

    [Fact]
    public async Task Entries_of_a_kind_or_of_an_actor_are_found_from_the_last_where_the_journal_has_an_index_of_them()
    {
        var (shop, written) = (new OperatorId(Shop), new List<Entry>());
        for (var i = 1; i <= 12; i++)
        {
            var (key, at) = (new FileKey(i % 4 == 0 ? new OperatorId(Bank) : shop, new SubjectId($"person-{i}")), FileDraft.Noon.AddMinutes(i));
            FileEvent happened = (i % 3) switch { 0 => new RequestClosed(at, "2026-000001"), 1 => new RequestAcknowledged(at, "2026-000001", null), _ => new RequestWithdrawn(at, "2026-000001", null) };
            var entry = Entry.After(Entry.Genesis, key, 1, at, i % 2 == 0 ? "anna" : "boris", happened);
            await WriteAsync(new Append(key, 0, [entry], RegisterRows.None));
            if (key.Operator == shop) written.Add(entry with { Position = i });
        }

        var kinds = written.Select(entry => entry.Kind).Distinct().ToList();
        await FoundAsync(new EntryFilter.OfActor("anna"), entry => entry.Actor == "anna");
        await FoundAsync(new EntryFilter.OfActor("nobody\0"), _ => false);
        await FoundAsync(new EntryFilter.OfKinds([kinds[0]]), entry => entry.Kind == kinds[0]);
        await FoundAsync(new EntryFilter.OfKinds([kinds[0], kinds[1], "unknown/1"]), entry => entry.Kind == kinds[0] || entry.Kind == kinds[1]);

        async Task FoundAsync(EntryFilter filter, Func<Entry, bool> wants)
        {
            foreach (var before in (long[])[1, 5, 6, 100])
                foreach (var limit in (int[])[1, 3, 100])
                    if (await Journal.FindBackAsync(shop, filter, before, limit, Cancel) is { } found)
                        Assert.Equal(
                            written.Where(entry => entry.Position < before && wants(entry)).Reverse().Take(limit).Select(entry => (entry.Position, Comparable(entry))),
                            found.Select(entry => (entry.Position, Comparable(entry))));
        }
    }

    [Fact]
    public async Task Versions_of_catalogues_are_those_of_their_last_appends_and_of_no_other_files()
    {
        Assert.Empty(await Journal.CatalogueVersionsAsync(Cancel));
        var (shop, bank) = (new FileDraft(Shop, SubjectId.Catalogue.Value), new FileDraft(Bank, SubjectId.Catalogue.Value));
        await WriteAsync(new FileDraft(Shop, "anna").Next(3));
        await WriteAsync(new FileDraft(OperatorId.Installation.Value, SubjectId.Catalogue.Value).Next());
        await WriteAsync(shop.Next(2));
        await WriteAsync(bank.Next());
        await WriteAsync(shop.Next());
        Assert.Equal(
            [("~", 1), (Bank, 1), (Shop, 3)],
            (await Journal.CatalogueVersionsAsync(Cancel)).Select(head => (head.Operator.Value, (int)head.Version)).Order());
    }

    [Fact]
    public async Task A_follower_by_position_misses_nothing_while_many_write()
    {
        var files = Enumerable.Range(0, 40).Select(i => new FileDraft(Shop, $"subject-{i}")).ToList();
        var writing = Task.WhenAll(files.Select(file => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) await WriteAsync(file.Next());
        }, Cancel)));

        var seen = await FollowAsync(Journal, 400);
        await writing;
        Assert.Equal(Enumerable.Range(1, 400).Select(position => (long)position), seen.Select(entry => entry.Position));
    }

    [Fact]
    public async Task Waiting_for_more_ends_with_the_next_commit_and_not_before()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next());
        await Journal.WaitForMoreAsync(0, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(1, Journal.Position);

        var waiting = Journal.WaitForMoreAsync(1, Cancel);
        Assert.Equal(AppendResult.LostRace, await Journal.TryAppendAsync(new FileDraft(Shop, "anna").Next(), Cancel));
        await WriteAsync(file.Next(entries: 0, command: "nothing-new"));
        await Task.Delay(100, Cancel);
        Assert.False(waiting.IsCompleted);
        await WriteAsync(file.Next());
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(2, Journal.Position);
    }

    [Fact]
    public async Task Waiting_for_more_can_be_given_up()
    {
        using var givenUp = new CancellationTokenSource();
        var waiting = Journal.WaitForMoreAsync(0, givenUp.Token);
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    /// <summary>So many entries of the shop, as a follower gets them.</summary>
    protected static async Task<List<Entry>> FollowAsync(IJournal journal, int count)
    {
        var seen = new List<Entry>();
        while (seen.Count < count)
        {
            var last = seen.LastOrDefault()?.Position ?? 0;
            await journal.WaitForMoreAsync(last, Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            seen.AddRange(await journal.ReadFeedAsync(new OperatorId(Shop), last, 7, Cancel));
        }

        return seen;
    }
}
