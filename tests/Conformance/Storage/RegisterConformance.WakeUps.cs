using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>The clock finds every file whose time has come; the numbering finds every number that is free.</summary>
public abstract partial class RegisterConformance
{
    [Fact]
    public async Task Files_are_due_from_their_instant_on_oldest_first_page_after_page()
    {
        // Texts are ordered by their bytes, whatever the server's language.
        string[] together = ["B", "_", "a", "a-b", "aB", "ab", "b", "~2026-000001"];
        foreach (var subject in together.Reverse()) await WakeAsync(subject, FileDraft.Noon);
        await WakeAsync("first", FileDraft.Noon.AddYears(-1));
        await WakeAsync("later", FileDraft.Noon.AddTicks(10));
        await AppendAsync(Key("never"), RegisterRows.None);

        var due = new List<(FileKey File, DateTimeOffset At)>();
        while (await Register.DueAsync(FileDraft.Noon, due.Count == 0 ? null : due[^1], 3, null, Cancel) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 3);
            due.AddRange(page);
        }

        Assert.Equal(["first", .. together], due.Select(file => file.File.Subject.Value));
        Assert.Equal((Key("first"), FileDraft.Noon.AddYears(-1)), due[0]);
        Assert.Equal(due.Count + 1, (await Register.DueAsync(FileDraft.Noon.AddTicks(10), null, 100, null, Cancel)).Count);
    }

    [Fact]
    public async Task Files_of_some_operators_are_asked_for_alone()
    {
        foreach (var (operatorId, subject) in new[] { ("shop", "anna"), ("shop-2", "boris"), ("bank", "vera"), ("sho", "gleb"), ("bank", "daria") })
            Assert.Equal(AppendResult.Written, await Store.Journal.TryAppendAsync(
                new FileDraft(operatorId, subject).Next(register: new RegisterRows([], FileDraft.Noon)), Cancel));
        async Task<string[]> OfAsync(params string[] operators) =>
            [.. (await Register.DueAsync(FileDraft.Noon, null, 10, [.. operators.Select(id => new OperatorId(id))], Cancel)).Select(due => due.File.Subject.Value)];

        Assert.Equal(["anna"], await OfAsync("shop"));
        Assert.Equal(["daria", "vera", "boris"], await OfAsync("shop-2", "bank"));
        Assert.Empty(await OfAsync("op", "nobody"));
        Assert.Empty(await OfAsync());
        Assert.Equal(5, (await Register.DueAsync(FileDraft.Noon, null, 10, null, Cancel)).Count);
    }

    [Fact]
    public async Task A_file_is_due_at_the_instant_its_last_append_named_and_never_where_it_named_none()
    {
        await WakeAsync("anna", FileDraft.Noon);
        await WakeAsync("anna", FileDraft.Noon.AddDays(1));
        Assert.Empty(await Register.DueAsync(FileDraft.Noon, null, 10, null, Cancel));
        Assert.Equal([(Key("anna"), FileDraft.Noon.AddDays(1))], await Register.DueAsync(FileDraft.Noon.AddDays(2), null, 10, null, Cancel));

        await AppendAsync(Key("anna"), new RegisterRows([], FileDraft.Noon), entries: 0);
        Assert.Equal([(Key("anna"), FileDraft.Noon)], await Register.DueAsync(FileDraft.Noon, null, 10, null, Cancel));

        await AppendAsync(Key("anna"), RegisterRows.None);
        Assert.Empty(await Register.DueAsync(FileDraft.Noon.AddYears(100), null, 10, null, Cancel));
    }

    [Fact]
    public async Task What_the_last_of_several_appends_of_one_file_says_stands_though_none_was_waited_for()
    {
        var (file, row) = (new FileDraft("shop", "anna"), Rows.Of(1, "anna"));
        var writes = new[]
        {
            new RegisterRows([row], FileDraft.Noon), new RegisterRows([row with { Due = Today }], null), new RegisterRows([row with { IsClosed = true }], FileDraft.Noon.AddDays(1)),
        }.Select(register => Store.Journal.TryAppendAsync(file.Next(register: register), Cancel)).ToList();
        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(AppendResult.Written, result));

        Assert.Equal(Rows.Comparable(row with { IsClosed = true }), Rows.Comparable((await Register.FindRequestAsync(Shop, row.Number, Cancel))!));
        Assert.Equal([(Key("anna"), FileDraft.Noon.AddDays(1))], await Register.DueAsync(DateTimeOffset.MaxValue, null, 10, null, Cancel));
    }

    [Fact]
    public async Task Numbering_knows_the_highest_number_of_a_year_and_the_free_ones_below()
    {
        await AssertNumbersAsync(2026, 0);
        foreach (var ordinal in new[] { 2, 5, 3, 9 }) await AppendAsync(Shop, Rows.Of(ordinal, "anna"));
        await AppendAsync(Shop, Rows.Of(1, "anna") with { Number = RequestNumbers.Format(2027, 1) });
        await AppendAsync(new OperatorId("bank"), Rows.Of(4, "anna"));
        await AppendAsync(Shop, Rows.Of(5, "anna") with { IsClosed = true });

        await AssertNumbersAsync(2026, 9, 1, 4, 6, 7, 8);
        await AssertNumbersAsync(2027, 1);
    }

    private async Task AssertNumbersAsync(int year, int highest, params int[] missing)
    {
        var found = await Register.NumbersAsync(Shop, year, Cancel);
        Assert.Equal(highest, found.Highest);
        Assert.Equal(missing, found.Missing);
    }

    private Task WakeAsync(string subject, DateTimeOffset at) => AppendAsync(Key(subject), new RegisterRows([], at));

    private static FileKey Key(string subject) => new(Shop, new SubjectId(subject));
}
