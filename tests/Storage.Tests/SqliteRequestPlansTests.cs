using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Storage.Sql;
using Consent.Storage.Sqlite;

namespace Consent.Storage.Tests;

/// <summary>A page of the request journal costs what the page holds, however many letters there are.</summary>
public sealed class SqliteRequestPlansTests : IAsyncDisposable
{
    private static readonly OperatorId Shop = new("shop");
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly RequestQuestions Questions = new("instr");
    private static readonly RequestQuery All = new(null, null, null, null, null, RequestOrder.Due, 51, null, FileDraft.Noon, Day);
    private static readonly ContactRow Name = new(ContactKind.Name, new byte[32]);

    private readonly SqliteStore _store = new(new ManualClock(FileDraft.Noon));

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static readonly Dictionary<string, RequestQuery> Queries = new()
    {
        ["all"] = All,
        ["open"] = All with { IsClosed = false },
        ["closed"] = All with { IsClosed = true },
        ["next page"] = All with { After = new RequestCursor(17, "2026-000017") },
        ["next page of the open"] = All with { IsClosed = false, After = new RequestCursor(17, "2026-000017") },
        ["kind"] = All with { Kind = DemandKind.Access },
        ["channel"] = All with { Channel = Channel.Web },
        ["overdue"] = All with { Due = DueFilter.Overdue },
        ["today"] = All with { Due = DueFilter.Today },
        ["week of the closed"] = All with { Due = DueFilter.Week, IsClosed = true },
        ["ends"] = All with { Ends = new(Day, Day.AddDays(3)) },
        ["received"] = All with { Received = new(Day, Day.AddDays(3)) },
        ["assigned"] = All with { AssignedTo = "olga" },
        ["nobody's"] = All with { IsUnassigned = true },
        ["waiting for the applicant"] = All with { AwaitsApplicant = true },
        ["waiting for the applicant and open"] = All with { AwaitsApplicant = true, IsClosed = false },
        ["number"] = All with { Search = RequestSearch.By("2026-0000") },
        ["numbers"] = All with { Search = new RequestSearch(null, ["2026-000001", "2025-000001"], []) },
        ["name"] = All with { Search = new RequestSearch("ivanov", [], [[Name], [Name, Name with { Kind = ContactKind.Email }]]) },
        ["nothing"] = All with { Search = new RequestSearch(null, [], []) },
        ["everything"] = All with
        {
            IsClosed = false, Kind = DemandKind.Access, Channel = Channel.Web, Due = DueFilter.Week, Ends = new(Day, Day), Received = new(Day, Day), AssignedTo = "olga",
            Search = new RequestSearch("ivanov", ["2026-000001"], [[Name]]), After = new RequestCursor(17, "2026-000017"),
        },
    };

    public static TheoryData<string> Names => [.. Queries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_many_letters_have_is_met_along_the_order_without_sorting_or_looking_through_the_table(string name)
    {
        using var database = await OpenAsync();
        foreach (var order in Enum.GetValues<RequestOrder>())
        {
            var plan = PlanOf(database, Questions.Page(Shop, Queries[name] with { Order = order }, lead: null));
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal));
            Assert.Contains(plan, step => step.StartsWith("SEARCH requests USING INDEX " + IndexOf(order), StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_few_letters_have_leads_to_them_by_an_index_and_to_each_by_its_number(string name)
    {
        using var database = await OpenAsync();
        foreach (var order in Enum.GetValues<RequestOrder>())
            foreach (var lead in RequestQuestions.Leads(Shop, Queries[name] with { Order = order }))
            {
                Assert.DoesNotContain(PlanOf(database, lead.Count(100)), IsScanOfTable);
                var plan = PlanOf(database, Questions.Page(Shop, Queries[name] with { Order = order }, lead));
                Assert.DoesNotContain(plan, IsScanOfTable);
                Assert.Contains("SEARCH requests USING PRIMARY KEY (operator=? AND number=?)", plan);
            }
    }

    [Fact]
    public async Task The_place_after_which_a_page_begins_is_sought_and_not_walked_to()
    {
        using var database = await OpenAsync();
        foreach (var order in Enum.GetValues<RequestOrder>())
            foreach (var closed in (bool?[])[null, false, true])
            {
                var query = All with { Order = order, IsClosed = closed, After = new RequestCursor(17, "2026-000017") };
                var stretch = Stretch.Whole with { End = new RequestCursor(18, "2026-000018") };
                foreach (var plan in (List<string>[])[PlanOf(database, Questions.Page(Shop, query, null, stretch)), PlanOf(database, RequestQuestions.Boundary(Shop, query, stretch, 100))])
                    Assert.Matches(@"^SEARCH requests USING (COVERING )?INDEX \w+ \(operator=\?( AND closed=\?)? AND (<expr>>\? AND <expr><\?|\((ends_at|received_on),number\)>\(\?,\?\) AND \((ends_at|received_on),number\)<\(\?,\?\))\)$", Assert.Single(plan));
            }
    }

    [Fact]
    public async Task Where_a_look_ends_is_read_from_an_index_alone()
    {
        using var database = await OpenAsync();
        foreach (var query in Queries.Values)
            foreach (var order in Enum.GetValues<RequestOrder>())
                Assert.Contains(order == RequestOrder.ReceivedAtDescending ? "INDEX requests_by_receipt" : "COVERING INDEX", Assert.Single(PlanOf(database, RequestQuestions.Boundary(Shop, query with { Order = order }, Stretch.Whole, 100))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_does_not_burn_only_the_numbers_in_question_are_looked_at()
    {
        using var database = await OpenAsync();
        foreach (var closed in (bool?[])[null, true])
        {
            var query = All with { IsClosed = closed, Received = new(Day, Day.AddDays(30)), Kind = DemandKind.Access };
            Assert.EndsWith("AND number>? AND number<?)", Assert.Single(PlanOf(database, Questions.Page(Shop, query, null, Stretch.Resting(("2026-000001", "2026-000009"))))), StringComparison.Ordinal);
            Assert.EndsWith("ends_at<?)", Assert.Single(PlanOf(database, Questions.Page(Shop, query, null, Stretch.Burning(("2026-000001", "2026-000009"))))), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(PlanOf(database, RequestQuestions.NumbersOf(Shop, new(Day, Day))), IsScanOfTable);
    }

    [Fact]
    public async Task What_is_counted_of_all_letters_is_counted_in_an_index_alone()
    {
        using var database = await OpenAsync();
        Assert.Contains("SEARCH requests USING COVERING INDEX requests_open (operator=?)", PlanOf(database, RegisterQuestions.Open(Shop, FileDraft.Noon)));
        Assert.Equal(["SEARCH demands USING COVERING INDEX demands_by_receipt (operator=? AND received_on>? AND received_on<?)"], PlanOf(database, DemandQuestions.Days(Shop, Day, Day)));
        Assert.Equal(["SEARCH demands USING COVERING INDEX demands_late (operator=? AND received_on>? AND received_on<?)"], PlanOf(database, DemandQuestions.LateDays(Shop, Day, Day)));
        Assert.Equal(["SEARCH demands USING COVERING INDEX demands_undecided (operator=? AND received_on>? AND received_on<?)"], PlanOf(database, DemandQuestions.OpenDays(Shop, Day, Day)));
    }

    [Fact]
    public async Task Entries_of_a_kind_and_of_an_actor_are_read_backwards_along_their_index()
    {
        using var database = await OpenAsync();
        Assert.Equal(["SEARCH e USING INDEX entries_by_actor (operator=? AND actor=? AND rowid<?)"], Steps(new EntryFilter.OfActor("anna")));
        Assert.Equal(["SEARCH e USING INDEX entries_by_kind (operator=? AND kind=? AND rowid<?)"], Steps(new EntryFilter.OfKinds(["request-closed/1"])));
        Assert.Equal(2, Steps(new EntryFilter.OfKinds(["request-closed/1", "request-closed/2"])).Count(step => step == "SEARCH e USING INDEX entries_by_kind (operator=? AND kind=? AND rowid<?)"));

        // What was found is put together; nothing else is gone through.
        IEnumerable<string> Steps(EntryFilter filter) => PlanOf(database, EntryQuestions.Back(Shop, filter, 100, 10)).Where(step => step.Contains(" e ", StringComparison.Ordinal));
    }

    private static string IndexOf(RequestOrder order) => order switch { RequestOrder.Due => "requests_by_", RequestOrder.ReceivedOn => "requests_by_day", _ => "requests_by_receipt" };

    // What was just found is gone through; a table is not.
    private static bool IsScanOfTable(string step) => step.StartsWith("SCAN requests", StringComparison.Ordinal) || step.StartsWith("SCAN demands", StringComparison.Ordinal)
        || step.StartsWith("SCAN contacts", StringComparison.Ordinal) || step.StartsWith("SCAN k", StringComparison.Ordinal);

    private async Task<SqliteDatabase> OpenAsync()
    {
        await _store.CloseAsync();
        return SqliteDatabase.Open(_store.Path);
    }

    private static List<string> PlanOf<TRow>(SqliteDatabase database, Question<TRow> question) => database.Read(connection =>
    {
        using var command = (question with { Sql = "EXPLAIN QUERY PLAN " + question.Sql }).Command(connection);
        using var rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read()) steps.Add(rows.GetString(3));
        return steps;
    });
}
