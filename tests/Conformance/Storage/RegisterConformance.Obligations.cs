using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>What is owed is listed as it was appended, by every filter, page after page; a calendar is found by what was counted with it.</summary>
public abstract partial class RegisterConformance
{
    [Fact]
    public async Task An_obligation_is_listed_as_its_last_append_left_it()
    {
        var row = Rows.Owed("anna", "2026-000001") with { AssignedTo = "olga", IsTimed = true, Origin = Origin.Contract, Article = "п. 4.2", Governs = false };
        await OweAsync(Shop, row);
        Assert.Equal([row], await ObligationsAsync(Owed()));

        var done = row with
        {
            Status = ObligationStatus.Missed, DoneAt = FileDraft.Noon.AddDays(20), Due = Today.AddDays(1), SafeDue = Today, EndsAt = FileDraft.Noon.AddDays(2),
            RunsFrom = null, Governs = true, Calendar = "Постановление № 1187", AssignedTo = null,
        };
        await OweAsync(Shop, done);
        Assert.Equal([done], await ObligationsAsync(Owed()));
    }

    [Fact]
    public async Task An_obligation_is_one_by_its_subject_request_and_number()
    {
        ObligationRow[] rows =
        [
            Rows.Owed("anna"), Rows.Owed("anna", id: 2), Rows.Owed("anna", "2026-000001"), Rows.Owed("anna", "2026-000001", 2),
            Rows.Owed("anna", "2026-000002"), Rows.Owed("boris"),
        ];
        foreach (var row in rows.Reverse()) await OweAsync(Shop, row);
        await OweAsync(new OperatorId("bank"), Rows.Owed("anna") with { Status = ObligationStatus.Met });
        Assert.Equal(rows, await ObligationsAsync(Owed()));
    }

    [Fact]
    public async Task What_the_last_of_several_appends_says_of_an_obligation_and_a_demand_stands_though_none_was_waited_for()
    {
        var (file, owed, demand) = (new FileDraft("shop", "anna"), Rows.Owed("anna", "2026-000001"), Rows.Demand(1));
        var writes = Enumerable.Range(1, 5).Select(day => Store.Journal.TryAppendAsync(
            file.Next(register: RegisterRows.None with { Obligations = [owed with { EndsAt = owed.EndsAt.AddDays(day) }], Demands = [demand with { DecidedOn = Today.AddDays(day) }] }),
            Cancel)).ToList();
        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(AppendResult.Written, result));
        Assert.Equal([owed with { EndsAt = owed.EndsAt.AddDays(5) }], await ObligationsAsync(Owed()));
        Assert.Equal(Today.AddDays(5), Assert.Single((await Register.ReceivedAsync(Shop, Today, Today, Cancel)).Demands).DecidedOn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_of_obligations_neither_repeat_nor_skip(int pageSize)
    {
        var rows = await OweAllAsync();
        Assert.Equal(InOrder(rows), await ObligationsAsync(Owed() with { Limit = pageSize }));
    }

    public static TheoryData<string> ObligationQuestions => [.. ObligationFilters.Select(filter => filter.Name)];

    [Theory]
    [MemberData(nameof(ObligationQuestions))]
    public async Task A_filter_of_obligations_keeps_what_it_says_and_nothing_else(string name)
    {
        var rows = await OweAllAsync();
        var (_, query, keeps) = ObligationFilters.Single(filter => filter.Name == name);
        var expected = InOrder(rows.Where(keeps));
        Assert.InRange(expected.Count, 1, rows.Count - 1);
        Assert.Equal(expected, await ObligationsAsync(query));
    }

    [Fact]
    public async Task A_calendar_is_in_use_while_an_open_obligation_was_counted_by_it()
    {
        Assert.Empty(await Register.CalendarsInUseAsync(Shop, Cancel));
        await OweAsync(Shop, Rows.Owed("boris", id: 1), Rows.Owed("boris", id: 2), Rows.Owed("boris", "2026-000001"));
        await OweAsync(Shop, Rows.Owed("anna"), Rows.Owed("anna", id: 2) with { Calendar = "другой" });
        await OweAsync(Shop, Rows.Owed("clara") with { Status = ObligationStatus.Met, Calendar = "прежний" }, Rows.Owed("clara", id: 2) with { Status = ObligationStatus.Missed });
        await OweAsync(new OperatorId("bank"), Rows.Owed("dina") with { Calendar = "чужой" });

        var known = Rows.Owed("anna").Calendar;
        Assert.Equal([known, "другой"], await Register.CalendarsInUseAsync(Shop, Cancel));
        Assert.Equal(["anna", "boris"], (await Register.CountedByAsync(Shop, known, null, 10, Cancel)).Select(subject => subject.Value));
        Assert.Equal(["anna"], (await Register.CountedByAsync(Shop, known, null, 1, Cancel)).Select(subject => subject.Value));
        Assert.Equal(["boris"], (await Register.CountedByAsync(Shop, known, new SubjectId("anna"), 1, Cancel)).Select(subject => subject.Value));
        Assert.Empty(await Register.CountedByAsync(Shop, known, new SubjectId("boris"), 1, Cancel));
        Assert.Equal(["anna"], (await Register.CountedByAsync(Shop, "другой", null, 10, Cancel)).Select(subject => subject.Value));
        Assert.Empty(await Register.CountedByAsync(Shop, "прежний", null, 10, Cancel));
        Assert.Empty(await Register.CountedByAsync(Shop, "\0", null, 10, Cancel));

        CalendarUse[] uses = [new(new OperatorId("bank"), "чужой", 1), new(Shop, known, 4), new(Shop, "другой", 1)];
        Assert.Equal(uses.ToHashSet(), (await Register.CalendarUseAsync(Cancel)).ToHashSet());

        await OweAsync(Shop, Rows.Owed("anna", id: 2) with { Calendar = "другой", Status = ObligationStatus.Cancelled });
        Assert.Equal([known], await Register.CalendarsInUseAsync(Shop, Cancel));
    }

    // What each filter means, said a second time without SQL.
    private static (string Name, ObligationQuery Query, Func<ObligationRow, bool> Keeps)[] ObligationFilters =>
    [
        .. Enum.GetValues<ObligationFilter>().Select(status => (status.ToString(), Owed() with { Status = status }, Holds(status))),
        ("duty", Owed() with { Duty = Duty.StopOnDemand }, row => row.Duty == Duty.StopOnDemand),
        ("overdue", Owed() with { Due = DueFilter.Overdue }, row => row.IsOutstanding && row.EndsAt <= FileDraft.Noon),
        ("today", Owed() with { Due = DueFilter.Today }, row => row.IsOutstanding && row.EndsAt > FileDraft.Noon && row.Due == Today),
        ("week", Owed() with { Due = DueFilter.Week }, row => row.IsOutstanding && row.EndsAt > FileDraft.Noon && row.Due >= Today && row.Due < Today.AddDays(7)),
        ("assigned", Owed() with { AssignedTo = "olga" }, row => row.AssignedTo == "olga"),
        ("own", Owed() with { IsOwn = true }, row => row.Request is null),
        ("of letters", Owed() with { IsOwn = false }, row => row.Request is not null),
        ("all at once", Owed() with { Status = ObligationFilter.Open, Duty = Duty.AnswerAccess, Due = DueFilter.Week, AssignedTo = "olga", IsOwn = false }, row =>
            row.Status == ObligationStatus.Open && row.Duty == Duty.AnswerAccess && row.AssignedTo == "olga" && row.Request is not null
            && row.EndsAt > FileDraft.Noon && row.Due >= Today && row.Due < Today.AddDays(7)),
    ];

    private static Func<ObligationRow, bool> Holds(ObligationFilter filter) => filter switch
    {
        ObligationFilter.Outstanding => row => row.Status == ObligationStatus.Open || row is { Status: ObligationStatus.Missed, DoneAt: null },
        ObligationFilter.MissedAndNotDone => row => row is { Status: ObligationStatus.Missed, DoneAt: null },
        _ => row => row.Status.ToString() == filter.ToString(),
    };

    private static ObligationQuery Owed() => new(null, null, null, null, null, 7, null, FileDraft.Noon, Today);

    private static List<ObligationRow> InOrder(IEnumerable<ObligationRow> rows) =>
        [.. rows.OrderBy(row => row.EndsAt).ThenBy(row => row.Subject.Value, StringComparer.Ordinal).ThenBy(row => row.Request ?? "", StringComparer.Ordinal).ThenBy(row => row.Id)];

    private async Task<List<ObligationRow>> ObligationsAsync(ObligationQuery query)
    {
        var all = new List<ObligationRow>();
        while (await Register.ObligationsAsync(Shop, query, Cancel) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, query.Limit);
            all.AddRange(page);
            query = query with { After = ObligationCursor.Of(page[^1]) };
        }

        return all;
    }

    // Ends fall together often, and on both sides of the instant asked about.
    private async Task<List<ObligationRow>> OweAllAsync()
    {
        Duty[] duties = [Duty.AnswerAccess, Duty.StopOnDemand, Duty.DestroyOnExpiry];
        var rows = Enumerable.Range(1, 90).Select(i =>
        {
            var ends = FileDraft.Noon.AddHours(12 * ((i % 22) - 3));
            var status = (ObligationStatus)(i % 4);
            return Rows.Owed($"subject-{i % 20}", i % 5 == 0 ? null : RequestNumbers.Format(2026, i % 30), i) with
            {
                Duty = duties[i % 3],
                Status = status,
                DoneAt = status == ObligationStatus.Met || i % 8 == (int)ObligationStatus.Missed ? FileDraft.Noon : null,
                EndsAt = ends,
                Due = DateOnly.FromDateTime(ends.UtcDateTime),
                AssignedTo = i % 7 < 3 ? "olga" : i % 7 < 5 ? "пётр" : null,
            };
        }).ToList();
        foreach (var row in rows) await OweAsync(Shop, row);
        await OweAsync(new OperatorId("bank"), Rows.Owed("subject-1"));
        return rows;
    }

    private Task OweAsync(OperatorId operatorId, params ObligationRow[] rows) =>
        AppendAsync(new FileKey(operatorId, rows[0].Subject), RegisterRows.None with { Obligations = [.. rows] });
}
