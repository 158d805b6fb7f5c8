namespace Consent.Domain.Tests;

public sealed class DeadlinesTests
{
    public static TheoryData<Duty> Known => new(LawTable.Rows.Select(row => row.Duty));

    [Theory]
    [MemberData(nameof(Known))]
    public void Each_duty_has_the_term_the_extension_and_the_article_of_the_law(Duty duty)
    {
        var law = LawTable.Rows.Single(row => row.Duty == duty);
        var row = Deadlines.Of(duty);

        Assert.Equal((law.Unit, law.Amount, law.Extension, law.Article), (LawTable.UnitOf(row.Term), row.Term.Amount, row.Extension?.Days, row.Article));
    }

    [Fact]
    public void No_duty_is_left_out_and_none_is_invented() =>
        Assert.Equal(Enum.GetValues<Duty>().Except(LawTable.WithoutTerm), Deadlines.All.Select(row => row.Duty));

    [Theory]
    [InlineData(Duty.Acknowledge)]
    [InlineData(Duty.ProcessorDestroy)]
    public void Where_the_law_names_no_term_there_is_no_row(Duty duty) => Assert.Null(Deadlines.Find(duty));

    [Theory]
    [InlineData(Duty.AnswerAccess)]
    [InlineData(Duty.ExplainRefusal)]
    [InlineData(Duty.StopOnDemand)]
    [InlineData(Duty.AnswerAuthority)]
    public void An_extension_makes_fifteen_working_days_of_ten(Duty duty) => Assert.Equal(new WorkingDays(15), Deadlines.Of(duty).Extended());

    [Theory]
    [MemberData(nameof(Known))]
    public void Where_the_law_gives_no_extension_there_is_none_to_count(Duty duty)
    {
        if (LawTable.Rows.Single(row => row.Duty == duty).Extension is null)
            Assert.Throws<InvalidOperationException>(() => Deadlines.Of(duty).Extended());
    }

    [Theory]
    [InlineData(Duty.Rectify, Anchor.ParticularsSubmitted, "from the particulars, not from the request")]
    [InlineData(Duty.DestroyOnWithdrawal, Anchor.WithdrawalReceived, "from the receipt of the withdrawal")]
    [InlineData(Duty.StopUnlawful, Anchor.UnlawfulnessFound, "three days and ten run from one day")]
    [InlineData(Duty.DestroyUnlawful, Anchor.UnlawfulnessFound, "three days and ten run from one day")]
    [InlineData(Duty.DestroyPurposeAchieved, Anchor.PurposeAchieved, "from the day the purpose is reached")]
    [InlineData(Duty.IncidentResults, Anchor.IncidentFound, "72 hours run with the 24, not after them")]
    [InlineData(Duty.RegistryTermination, Anchor.ProcessingEnded, "from the end of processing")]
    public void A_term_runs_from_the_event_the_law_names(Duty duty, Anchor anchor, string because) =>
        Assert.True(Deadlines.Of(duty).RunsFrom == anchor, because);

    [Fact]
    public void Every_basis_has_its_article() => Assert.All(Enum.GetValues<LawfulBasis>(), basis => Assert.StartsWith("ст. 6 ч. 1 п. ", LawfulBases.ArticleOf(basis)));
}
