using System.Collections.Immutable;
using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

public sealed class CatalogueExamples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-03-02 10:00");
    private static readonly TextRef Fresh = new("fresh", new TextVersion("1"));

    private static Purpose Surveys => Purpose(new PurposeCode("surveys"), LawfulBasis.Consent, "ст. 6 ч. 1 п. 1");

    [Fact]
    public void A_purpose_is_defined_once_and_redefined_when_it_differs()
    {
        Accepts(new DefinePurpose(Now, Surveys), new PurposeDefined(Now, Surveys));
        Accepts(new DefinePurpose(Now, Catalogue.Purposes[News]));
        var renamed = Catalogue.Purposes[News] with { Title = new LocalText("Новости", "News") };
        Assert.Equal("News", Accepts(new DefinePurpose(Now, renamed), new PurposeDefined(Now, renamed)).Purposes[News].Title.En);
    }

    [Fact]
    public void An_operator_described_again_in_the_same_words_changes_nothing()
    {
        Accepts(new DescribeOperator(Now, Profile()));
        var profile = Profile(new ContractTerm(Duty.AnswerAccess, new CalendarDays(30), "п. 8.9.1"));
        Accepts(new DescribeOperator(Now, profile), new OperatorDescribed(Now, profile));
    }

    [Fact]
    public void A_rotated_key_ends_after_the_overlap_and_never_later_than_it_would_have()
    {
        var (old, fresh) = (new ApiKey("k1", "касса", [Scope.Service], "00", Now), new ApiKey("k2", "касса", [Scope.Service], "01", Now));
        var kept = OperatorCatalogue.Empty.Evolve(new KeyIssued(Now, old));
        Assert.Equal([new KeyIssued(Now, fresh), new KeyEnding(Now, "k1", Now.AddHours(1))], Decided(kept, new RotateKey(Now, "k1", fresh, Now.AddHours(1))));
        var ending = OperatorCatalogue.Empty.Evolve(new KeyIssued(Now, old with { ExpiresAt = Now.AddMinutes(30) }));
        Assert.Equal([new KeyIssued(Now, fresh)], Decided(ending, new RotateKey(Now, "k1", fresh, Now.AddHours(1))));
        Assert.Equal(new Decision.Refused(new KeyIsOver("k1")), CatalogueDecider.Decide(ending, new RotateKey(Now.AddMinutes(30), "k1", fresh, Now.AddHours(1))));
        Assert.Equal(new Decision.Refused(new KeyUnknown()), CatalogueDecider.Decide(kept, new RotateKey(Now, "k9", fresh, Now)));

        static IEnumerable<FileEvent> Decided(OperatorCatalogue catalogue, CatalogueCommand command) => Assert.IsType<Decision.Accepted>(CatalogueDecider.Decide(catalogue, command)).Events;
    }

    [Fact]
    public void A_revoked_key_is_none_whatever_the_instant_and_is_revoked_once()
    {
        var revoked = OperatorCatalogue.Empty.Evolve(new KeyIssued(Now, new ApiKey("k1", "касса", [Scope.Service], "00", Now))).Evolve(new KeyRevoked(Now, "k1"));
        Assert.False(revoked.FindKey("k1")!.IsUsable(Now.AddDays(-1)));
        Assert.Equal(Decision.Nothing, CatalogueDecider.Decide(revoked, new RevokeKey(Now, "k1")));
    }

    public static TheoryData<string> Told => ["measures", "rights", "deputy", "inn", "ogrn"];

    [Theory]
    [MemberData(nameof(Told))]
    public void An_operator_that_tells_more_is_described_anew(string what)
    {
        var told = what switch
        {
            "measures" => Profile() with { Measures = "м" },
            "rights" => Profile() with { Rights = "п" },
            "deputy" => Profile() with { Deputy = "з" },
            "inn" => Profile() with { Inn = "6700000000" },
            _ => Profile() with { Ogrn = "1026700000000" },
        };
        var after = Accepts(new DescribeOperator(Now, told), new OperatorDescribed(Now, told));
        Assert.Empty(Events(CatalogueDecider.Decide(after, new DescribeOperator(Now, told with { }))));
    }

    [Fact]
    public void A_purpose_that_tells_more_is_defined_anew_and_the_same_again_changes_nothing()
    {
        var news = Catalogue.Purposes[News];
        Purpose[] told =
        [
            news with { Processors = [] }, news with { Processors = [new Processor("ООО «Рассылка»", "Казань")] }, news with { CrossBorder = [] },
            news with { CrossBorder = [new CrossBorderTransfer("Китай")] }, news with { Methods = ProcessingMethods.Manual }, news with { Source = "анкета" },
        ];
        foreach (var purpose in told)
        {
            var after = Accepts(new DefinePurpose(Now, purpose), new PurposeDefined(Now, purpose));
            Assert.Empty(Events(CatalogueDecider.Decide(after, new DefinePurpose(Now, purpose with { Processors = purpose.Processors is { } some ? [.. some] : null }))));
        }

        Assert.Equal(told.Length, told.Append(told[0] with { }).Distinct().Count());
    }

    [Fact]
    public void Own_days_are_part_of_the_description_and_none_is_named_twice()
    {
        var profile = Profile() with { Calendar = Year2028.Own(("2026-10-14", DayKind.DayOff), ("2026-10-17", DayKind.Working)) };
        var described = Accepts(new DescribeOperator(Now, profile), new OperatorDescribed(Now, profile));
        Assert.Empty(Events(CatalogueDecider.Decide(described, new DescribeOperator(Now, profile with { Calendar = [.. profile.Calendar] }))));
        Assert.Equal("calendar[1]", Refuses<CalendarDayRepeated>(new DescribeOperator(Now, profile with { Calendar = Year2028.Own(("2026-10-14", DayKind.DayOff), ("2026-10-14", DayKind.Working)) })).At);
    }

    [Fact]
    public void A_calendar_is_loaded_once_and_again_when_it_differs()
    {
        var loaded = Accepts(new LoadCalendar(Now, Year2028.Calendar), new CalendarLoaded(Now, Year2028.Calendar));
        Assert.Empty(Events(CatalogueDecider.Decide(loaded, new LoadCalendar(Now, Year2028.Read(Year2028.File)))));

        var mended = Year2028.Calendar.With(new CalendarDay(new DateOnly(2028, 3, 6), DayKind.DayOff, "перенос"));
        var again = Declared(Events(CatalogueDecider.Decide(loaded, new LoadCalendar(Now, mended))).Cast<CatalogueEvent>(), loaded);
        Assert.Equal(mended, Assert.Single(again.Calendars));
    }

    [Fact]
    public void A_year_that_came_with_the_service_is_loaded_only_when_it_differs()
    {
        Accepts(new LoadCalendar(Now, Year2028.Embedded(2027)));
        var other = Year2028.Embedded(2027) with { Decree = "Другое" };
        var loaded = Accepts(new LoadCalendar(Now, other), new CalendarLoaded(Now, other));
        Assert.Single(Events(CatalogueDecider.Decide(loaded, new LoadCalendar(Now, Year2028.Embedded(2027)))));
    }

    [Fact]
    public void A_calendar_at_fault_is_refused_by_the_row()
    {
        Assert.Equal("days[16]", Refuses<CalendarDayOfAnotherYear>(new LoadCalendar(Now, Year2028.Calendar.With(new CalendarDay(new DateOnly(2027, 3, 6), DayKind.DayOff, "x")))).At);
        Assert.Equal("days", Refuses<HolidayMissing>(new LoadCalendar(Now, Year2028.Calendar with { Days = [] })).At);
    }

    [Fact]
    public void Advertising_is_defined_by_consent_alone() =>
        Refuses<AdvertisingNeedsConsent>(new DefinePurpose(Now, Surveys with { Advertising = true, Basis = LawfulBasis.LegitimateInterest }));

    [Fact]
    public void Distribution_is_defined_by_consent_alone() =>
        Refuses<DistributionNeedsConsent>(new DefinePurpose(Now, Surveys with { Distribution = true, Basis = LawfulBasis.Contract }));

    [Theory]
    [InlineData("special", true)]
    [InlineData("special:health", true)]
    [InlineData("biometric", true)]
    [InlineData("biometric:face", true)]
    [InlineData("specialty", false)]
    [InlineData("contact", false)]
    public void Sensitive_data_by_consent_need_the_written_form(string category, bool needed)
    {
        var purpose = Surveys with { Categories = ["contact", category] };
        if (needed) Refuses<WrittenFormNeeded>(new DefinePurpose(Now, purpose));
        else Accepts(new DefinePurpose(Now, purpose), new PurposeDefined(Now, purpose));

        var written = purpose with { WrittenForm = true };
        Accepts(new DefinePurpose(Now, written), new PurposeDefined(Now, written));
        var byLaw = purpose with { Basis = LawfulBasis.Law };
        Accepts(new DefinePurpose(Now, byLaw), new PurposeDefined(Now, byLaw));
    }

    [Fact]
    public void A_banned_category_is_in_no_purpose_whatever_its_basis()
    {
        var banning = Declared([new OperatorDescribed(Opened, Profile() with { Bans = ["biometric"] })], Catalogue);
        var face = Surveys with { Categories = ["biometric:face"], WrittenForm = true };
        Assert.Equal("biometric", Refuses<CategoryBanned>(new DefinePurpose(Now, face), banning).Category);
        Refuses<CategoryBanned>(new DefinePurpose(Now, face with { Basis = LawfulBasis.Law }), banning);
    }

    [Fact]
    public void What_a_purpose_processes_cannot_be_banned()
    {
        var contradiction = Refuses<BanContradictsPurpose>(new DescribeOperator(Now, Profile() with { Bans = ["biometric", "special"] }));
        Assert.Equal(("special", Health), (contradiction.Ban, contradiction.Purpose));
    }

    [Fact]
    public void A_text_is_published_once_and_never_changed()
    {
        var text = Text(Fresh, Now, Reconsent.None, News);
        Accepts(new PublishText(Now, text), new TextPublished(Now, text));
        var published = Declared([new TextPublished(Now, text)], Catalogue);
        Assert.Empty(Events(CatalogueDecider.Decide(published, new PublishText(Now, text))));
        Assert.Equal(RefusalKind.State, Refuses<TextAlreadyPublished>(new PublishText(Now, text with { Sha256 = "other" }), published).Kind);
    }

    [Fact]
    public void A_version_is_the_same_as_a_number_and_as_a_word()
    {
        var asNumber = Text(new TextRef("main", new TextVersion("1", IsNumber: true)), Now, Reconsent.None, News) with { Sha256 = "other" };
        Refuses<TextAlreadyPublished>(new PublishText(Now, asNumber));
    }

    [Fact]
    public void A_text_names_purposes_that_are_declared_and_rest_on_consent()
    {
        Refuses<TextPurposeUnknown>(new PublishText(Now, Text(Fresh, Now, Reconsent.None, News, Unknown)));
        Refuses<TextPurposeNotByConsent>(new PublishText(Now, Text(Fresh, Now, Reconsent.None, News, Delivery)));
    }

    [Fact]
    public void Consent_to_distribution_has_a_text_of_its_own()
    {
        Refuses<DistributionNotSeparate>(new PublishText(Now, Text(Fresh, Now, Reconsent.None, News, Photos)));
        var alone = Text(Fresh, Now, Reconsent.None, Photos);
        Accepts(new PublishText(Now, alone), new TextPublished(Now, alone));
    }

    [Fact]
    public void Operators_are_registered_once_and_keys_added()
    {
        var registered = Accepts(new RegisterOperator(Now, new OperatorId("lavka")), new OperatorRegistered(Now, new OperatorId("lavka")));
        Assert.Empty(Events(CatalogueDecider.Decide(registered, new RegisterOperator(Now, new OperatorId("lavka")))));

        var key = new ApiKey("k1", "касса", [Scope.Service], "00", Now);
        Assert.Equal(key, Assert.Single(Accepts(new IssueKey(Now, key), new KeyIssued(Now, key)).Keys).Key);
    }

    [Fact]
    public void The_version_of_a_catalogue_is_the_number_of_its_events() => Assert.Equal(9, Catalogue.Version);

    [Theory]
    [InlineData(true, "2026-03-02 10:00", "2026-03-05 10:00", "2026-03-02 10:00", "the earliest of two that demand it")]
    [InlineData(true, "2026-03-05 10:00", "2026-03-02 10:00", "2026-03-02 10:00", "whichever was published first")]
    [InlineData(false, "2026-03-02 10:00", "2026-03-05 10:00", "2026-03-05 10:00", "soft ones do not count")]
    public void A_consent_is_superseded_from(bool secondIsHard, string second, string third, string from, string because)
    {
        var catalogue = Declared(
        [
            new TextPublished(Now, Text(Main2, Clocks.Msk(second), secondIsHard ? Reconsent.Hard : Reconsent.Soft, News)),
            new TextPublished(Now, Text(new TextRef("main", new TextVersion("3")), Clocks.Msk(third), Reconsent.Hard, News)),
        ], Catalogue);
        Assert.True(catalogue.SupersededFrom(Main1, News) == Clocks.Msk(from), because);
        Assert.Null(catalogue.SupersededFrom(Main1, Quality));
        Assert.Null(catalogue.SupersededFrom(PhotosText, News));
    }

    [Theory]
    [InlineData("lavka", true)]
    [InlineData("a", true)]
    [InlineData("lavka-2", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Lavka", false)]
    [InlineData("~", false)]
    [InlineData("лавка", false)]
    [InlineData("a/b", false)]
    public void An_operator_is_named_by_small_letters_digits_and_dashes(string? text, bool fits) => Assert.Equal(fits, OperatorId.TryParse(text, out _));

    [Fact]
    public void An_operators_name_has_up_to_64_characters()
    {
        Assert.True(OperatorId.TryParse(new string('a', 64), out _));
        Assert.False(OperatorId.TryParse(new string('a', 65), out _));
    }

    private static OperatorCatalogue Accepts(CatalogueCommand command, params CatalogueEvent[] expected)
    {
        var events = Events(CatalogueDecider.Decide(Catalogue, command));
        Assert.Equal(Structure.Of(expected), Structure.Of(events));
        return Declared(events.Cast<CatalogueEvent>(), Catalogue);
    }

    private static T Refuses<T>(CatalogueCommand command, OperatorCatalogue? catalogue = null) where T : Refusal =>
        Assert.IsType<T>(Assert.IsType<Decision.Refused>(CatalogueDecider.Decide(catalogue ?? Catalogue, command)).Refusal);

    private static ImmutableArray<FileEvent> Events(Decision decision) => Assert.IsType<Decision.Accepted>(decision).Events;
}
