using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>A year's demands are counted by the database exactly as one by one.</summary>
public abstract partial class RegisterConformance
{
    [Fact]
    public async Task Demands_are_grouped_by_all_that_statistics_tell_apart()
    {
        var rows = Enumerable.Range(1, 120).Select(i => Rows.Demand(i) with
        {
            Kind = (DemandKind)(i % 3),
            Channel = (Channel)(i % 2),
            ReceivedOn = Today.AddDays(-(i % 4)),
            DecidedOn = i % 5 == 0 ? null : Today.AddDays(i % 2),
            Status = i % 5 == 0 ? DemandStatus.Open : (DemandStatus)(1 + (i % 3)),
            IsLate = i % 11 == 0,
            IsExtended = i % 13 == 0,
        }).ToList();
        foreach (var row in rows) await AppendAsync(Key("anna"), RegisterRows.None with { Demands = [row] });
        await AppendAsync(new FileKey(new OperatorId("bank"), new SubjectId("anna")), RegisterRows.None with { Demands = [Rows.Demand(1)] });

        foreach (var (from, to) in new[] { (Today.AddDays(-3), Today), (Today.AddDays(-2), Today.AddDays(-1)), (Today.AddDays(1), Today.AddYears(1)) })
        {
            var expected = rows.Where(row => row.ReceivedOn >= from && row.ReceivedOn <= to)
                .GroupBy(row => (row.Kind, row.Channel, row.ReceivedOn, row.DecidedOn, row.Status, row.IsLate, row.IsExtended))
                .Select(g => new DemandGroup(g.Key.Kind, g.Key.Channel, g.Key.ReceivedOn, g.Key.DecidedOn, g.Key.Status, g.Key.IsLate, g.Key.IsExtended, g.LongCount()));
            var found = (await Register.ReceivedAsync(Shop, from, to, Cancel)).Demands;
            Assert.Equal(expected.Select(group => group.ToString()).Order(StringComparer.Ordinal), found.Select(group => group.ToString()).Order(StringComparer.Ordinal));

            var days = rows.Where(row => row.ReceivedOn >= from && row.ReceivedOn <= to).GroupBy(row => row.ReceivedOn).OrderBy(day => day.Key).Select(day => new DemandDay(
                day.Key, day.LongCount(row => !row.IsLate && row.DecidedOn is not null), day.LongCount(row => row.IsLate), day.LongCount(row => !row.IsLate && row.DecidedOn is null)));
            Assert.Equal(days, await Register.DemandDaysAsync(Shop, from, to, Cancel));
        }
    }

    [Fact]
    public async Task What_goes_on_under_another_number_is_counted_there()
    {
        await AppendAsync(Key("anna"), RegisterRows.None with { Demands = [Rows.Demand(1) with { Status = DemandStatus.Continued, DecidedOn = Today }, Rows.Demand(2)] });
        Assert.Equal([new DemandDay(Today, 0, 0, 1)], await Register.DemandDaysAsync(Shop, Today, Today, Cancel));
    }

    [Fact]
    public async Task A_demand_is_counted_once_as_its_last_append_left_it_and_its_letter_once()
    {
        await AppendAsync(Key("anna"), new RegisterRows([Rows.Of(1, "anna")], null) { Demands = [Rows.Demand(1), Rows.Demand(1, demand: 2)] });
        var decided = Rows.Demand(1) with { Status = DemandStatus.Answered, DecidedOn = Today.AddDays(3), IsLate = true, IsExtended = true };
        await AppendAsync(Key("anna"), new RegisterRows([Rows.Of(1, "anna")], null) { Demands = [decided] });

        var (letters, demands) = await Register.ReceivedAsync(Shop, Today, Today, Cancel);
        Assert.Equal(1, letters);
        Assert.Equal(2, demands.Sum(group => group.Count));
        Assert.Contains(new DemandGroup(DemandKind.Access, Channel.Web, Today, Today.AddDays(3), DemandStatus.Answered, true, true, 1), demands);
        Assert.Equal(0, (await Register.ReceivedAsync(Shop, Today.AddDays(1), Today.AddDays(9), Cancel)).Requests);
    }

    [Fact]
    public async Task What_is_appended_now_need_not_be_listed_again()
    {
        await AppendAsync(Shop, Rows.Of(1, "anna"));
        Assert.Empty(await Register.UnlistedAsync(null, 10, Cancel));
    }
}
