namespace Consent.Domain.Tests;

public sealed class DeadlinesTests
{
    private static readonly DateTimeOffset Noon = Clocks.Msk("2026-10-12 12:00");

    public static TheoryData<string> Rows => LawTable.Names;

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_row_is_as_the_law_has_it(string name)
    {
        var law = LawTable.Of(name);
        var row = law.InCode;

        Assert.Equal(law, new LawRow(
            row.No, row.Duty, LawTable.UnitOf(row.Term), row.Term.Amount, row.Extension?.Days, row.Addressee, row.Article, row.RunsFrom, row.Bound));
    }

    [Fact]
    public void No_row_is_left_out_and_none_is_invented() =>
        Assert.Equal(LawTable.Rows.Select(row => row.Name), Deadlines.All.Select(row => $"{row.No} {row.Duty}"));

    [Fact]
    public void No_duty_is_without_a_row_but_those_of_contracts() =>
        Assert.Equal(Enum.GetValues<Duty>().Except(LawTable.WithoutTerm).Order(), Deadlines.All.Select(row => row.Duty).Distinct().Order());

    [Theory]
    [InlineData(Duty.Acknowledge)]
    [InlineData(Duty.ProcessorDestroy)]
    public void Where_the_law_names_no_term_there_is_no_row(Duty duty) => Assert.Null(Deadlines.Find(duty));

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_extension_makes_fifteen_working_days_of_ten_and_there_is_no_other(string name)
    {
        var row = LawTable.Of(name);
        if (row.Extension is null) Assert.Throws<InvalidOperationException>(() => row.InCode.Extended());
        else Assert.Equal(new WorkingDays(15), row.InCode.Extended());
    }

    [Theory]
    //          since         by                              rows
    [InlineData("2006-07-01", "38-ФЗ", "D13")]
    [InlineData("2007-01-26", "152-ФЗ", "D12 D15 D21 D26 D27 D28 D52 D55")]
    [InlineData("2011-07-27", "261-ФЗ", "D03 D05 D06 D07 D08 D09 D11 D14 D22 D30 D31 D32 D33 D34 D35 D56")]
    [InlineData("2020-02-18", "Перечень Росархива № 236", "D72")]
    [InlineData("2021-03-01", "519-ФЗ", "D23 D24 D25")]
    [InlineData("2021-07-01", "248-ФЗ", "D57")]
    [InlineData("2022-09-01", "266-ФЗ", "D01 D02 D04 D10 D40 D41 D42 D43 D50 D51 D53 D54")]
    [InlineData("2023-03-01", "266-ФЗ ст. 12, приказы № 179 и 187", "D36 D44 D60 D61 D62 D63 D64 D65 D71")]
    [InlineData("2025-09-01", "156-ФЗ and 233-ФЗ", "D20 D70")]
    public void The_rows_hold_since(string since, string by, string rows)
    {
        var held = Deadlines.All.Where(row => row.Since == DateOnly.Parse(since, System.Globalization.CultureInfo.InvariantCulture)).Select(row => row.No).Distinct();
        Assert.True(rows == string.Join(' ', held), by);
    }

    [Fact]
    public void Of_two_rows_of_one_duty_the_first_stands_where_none_is_named()
    {
        Assert.Equal("D01", Deadlines.Of(Duty.AnswerAccess).No);
        Assert.Equal("D04", Deadlines.Of(Duty.AnswerAccess, DateOnly.MaxValue, "D04").No);
    }

    [Theory]
    //          begins        amount  which version
    [InlineData("2026-12-31", 10, "the day before")]
    [InlineData("2027-01-01", 5, "the very day")]
    [InlineData("2029-06-30", 5, "between the two")]
    [InlineData("2029-07-01", 3, "a third version")]
    [InlineData("1999-01-01", 10, "before all of them, the oldest")]
    public void A_row_added_later_is_used_for_terms_that_begin_since_its_day(string begins, int amount, string because)
    {
        var old = LawTable.Of("D05 Rectify").InCode with { Term = new WorkingDays(10) };
        DutyRow[] versions =
        [
            old with { Since = new DateOnly(2029, 7, 1), Term = new WorkingDays(3) },
            old,
            old with { Since = new DateOnly(2027, 1, 1), Term = new WorkingDays(5) },
            // Another row of the list is nobody's version.
            old with { No = "D99", Since = new DateOnly(2026, 1, 1), Term = new WorkingDays(99) },
        ];

        Assert.True(Deadlines.InForce(versions, DateOnly.Parse(begins, System.Globalization.CultureInfo.InvariantCulture)).Term.Amount == amount, because);
    }

    [Fact]
    public void An_obligation_opened_under_an_old_row_keeps_it()
    {
        // Until 01.09.2022 an answer had thirty days; such a letter is still counted so, though the table has ten working days.
        var term = new CalendarDays(30);
        var old = new Obligation(
            1, 1, Duty.AnswerAccess, Origin.Law, "ст. 20 ч. 1", new DateOnly(2026, 10, 12), term, Shop.Rules.ByLaw(Noon, term) with { Calendar = "прежний календарь" },
            Governs: true, ObligationStatus.Open)
        {
            Row = "D01", LawOf = new DateOnly(2011, 7, 27), RunsFrom = Noon,
        };
        var received = new RequestReceived(Noon, Shop.Number, new DateOnly(2026, 10, 12), Channel.Web, [Shop.Demand(DemandKind.Access)], [old], [], null, null, null);
        var file = SubjectFile.Empty.Evolve(received);

        var recounted = Assert.IsType<Decision.Accepted>(SubjectFileDecider.Decide(file, new RecountTerms(Noon.AddDays(1)), Shop.Rules)).Events;
        var kept = recounted.Aggregate(file, (f, happened) => f.Evolve(happened)).Requests[0].Obligations[0];

        Assert.IsType<TermRecounted>(Assert.Single(recounted));
        Assert.Equal((term, new DateOnly(2026, 11, 11), old.LawOf), (kept.Term, kept.Deadline.Due, kept.LawOf));
        Assert.Equal(new DateOnly(2026, 10, 26), Shop.Rules.ByLaw(Noon, Deadlines.Of(Duty.AnswerAccess)).Due);
    }

    [Fact]
    public void Every_basis_has_its_article() => Assert.All(Enum.GetValues<LawfulBasis>(), basis => Assert.StartsWith("ст. 6 ч. 1 п. ", LawfulBases.ArticleOf(basis)));
}
