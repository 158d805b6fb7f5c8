using System.Collections.Immutable;
using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests.Requests;

/// <summary>The answer to a request for access (ст. 14 ч. 7): each item, complete and incomplete.</summary>
public sealed class AccessAnswerExamples : Examples
{
    private static readonly DateTimeOffset Asked = Msk("2026-03-10 12:00");
    private static readonly DateTimeOffset Answered = Msk("2026-03-12 12:00");

    [Fact]
    public void The_items_are_the_ten_and_9_1_in_the_order_of_the_law()
    {
        var answer = Assemble(Asking());
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "9.1", "10"], answer.Items.Select(item => item.Number));
        Assert.Equal("ст. 14 ч. 7 п. 9.1", answer.Items[9].Article);
        Assert.All(answer.Items, item => Assert.False(string.IsNullOrWhiteSpace(item.Title)));
    }

    [Fact]
    public void When_everything_is_told_and_every_system_has_answered_the_answer_is_complete()
    {
        var story = Asking(Shop.Given(News, Msk("2026-01-12 23:30"))).When(Provide("CRM", Item("contact", "anna@example.ru"), Item("имя", "Анна")));
        var answer = Assemble(story);
        Assert.True(answer.IsComplete, answer.Lacking);
        Assert.Equal("", answer.Lacking);
        Assert.All(answer.Items, item => Assert.NotEmpty(item.Lines));
        Has(answer, "1", LineKind.Processed);
        Assert.Equal(Day("2026-01-12"), Has(answer, "2", LineKind.ByConsent, News.Value, "ст. 6 ч. 1 п. 1").On);
        Has(answer, "3", LineKind.Automated, News.Value, "collect");
        Has(answer, "4", LineKind.Operator, "ООО «Лавка»", "Москва");
        Has(answer, "4", LineKind.Recipient, "курьер");
        Has(answer, "5", LineKind.Data, "имя", "CRM");
        Has(answer, "5", LineKind.Source, News.Value, "от субъекта");
        Has(answer, "6", LineKind.Retention, News.Value, "3 года", "ГК ст. 196");
        Has(answer, "7", LineKind.RightsByLaw);
        Has(answer, "8", LineKind.NoTransfer);
        Has(answer, "9", LineKind.Processor, "ООО «Рассылка»", "Казань");
        Has(answer, "9.1", LineKind.Measures, "Назначен ответственный.");
        Has(answer, "10", LineKind.NothingElse);
    }

    [Theory]
    [InlineData("3", GapKind.StateMethods)]
    [InlineData("6", GapKind.StateRetention)]
    [InlineData("8", GapKind.StateCrossBorder)]
    [InlineData("9", GapKind.StateProcessors)]
    [InlineData("5", GapKind.StateSource)]
    public void What_the_catalogue_does_not_tell_of_a_purpose_makes_its_item_incomplete(string number, GapKind gap)
    {
        var rules = Telling(purpose => gap switch
        {
            GapKind.StateMethods => purpose with { Methods = null },
            GapKind.StateRetention => purpose with { Retention = null },
            GapKind.StateCrossBorder => purpose with { CrossBorder = null },
            GapKind.StateProcessors => purpose with { Processors = null },
            _ => purpose with { Source = null },
        });
        var answer = Assemble(Asking(rules, Shop.Given(News, Msk("2026-01-12 10:00"))).When(Provide("CRM", Item("contact", "x"), Item("имя", "—"))));
        var missing = Assert.Single(answer.Items.Single(item => !item.IsComplete).Missing);
        Assert.Equal((number, gap), (answer.Lacking, missing.Kind));
        Assert.Equal(gap == GapKind.StateSource ? "contact" : News.Value, Assert.Single(missing.Of));
    }

    [Fact]
    public void Measures_of_article_18_1_that_are_not_told_lack_item_9_1()
    {
        var rules = Telling(purpose => purpose, Profile() with { Measures = null });
        var answer = Assemble(Asking(rules, Shop.Given(News, Msk("2026-01-12 10:00"))).When(Provide("CRM", Item("contact", "x"), Item("имя", "—"))));
        Assert.Equal("9.1", answer.Lacking);
        Assert.Equal(GapKind.StateMeasures, Assert.Single(answer.Items.Single(item => item.Number == "9.1").Missing).Kind);
    }

    [Fact]
    public void The_order_of_rights_is_the_operators_own_where_it_has_words_for_it()
    {
        var rules = Telling(purpose => purpose, Profile() with { Measures = "м", Rights = "Пишите нам." });
        Has(Assemble(Asking(rules, Shop.Given(News, Msk("2026-01-12 10:00")))), "7", LineKind.Rights, "Пишите нам.");
    }

    [Fact]
    public void An_operator_nobody_has_described_lacks_item_4()
    {
        var rules = Full with { Catalogue = OperatorCatalogue.Empty };
        var file = Asking(Shop.Given(News, Msk("2026-01-12 10:00"))).File;
        var answer = AccessAnswer.Assemble(file, file.Request(Number)!.Demands[0], Answered, rules);
        Assert.Equal(GapKind.DescribeOperator, Assert.Single(answer.Items[3].Missing).Kind);
    }

    [Fact]
    public void A_category_no_system_has_spoken_of_lacks_item_5_until_one_says_that_it_holds_none()
    {
        var asked = Asking(Shop.Given(News, Msk("2026-01-12 10:00")));
        Lacks(Assemble(asked), "5", GapKind.AskSystems, "contact", "имя");
        var half = asked.When(Provide("CRM", Item("contact", "x")));
        Lacks(Assemble(half), "5", GapKind.AskSystems, "имя");
        var whole = half.When(Provide("Касса", Item("имя", ProvidedItem.NotHeld)));
        Assert.True(Assemble(whole).IsComplete);
        Has(Assemble(whole), "5", LineKind.NotHeld, "имя");
    }

    [Fact]
    public void A_system_that_answers_again_is_heard_anew()
    {
        var story = Asking(Shop.Given(News, Msk("2026-01-12 10:00")))
            .When(Provide("CRM", Item("contact", "x"), Item("имя", "y")))
            .When(Provide("CRM", Item("contact", ProvidedItem.NotHeld), Item("имя", "y")));
        Has(Assemble(story), "5", LineKind.NotHeld, "contact");
        Assert.DoesNotContain(Assemble(story).Items[4].Lines, line => line.Kind == LineKind.Data && line.Values[0] == "contact");
    }

    [Fact]
    public void A_piece_of_data_may_name_its_source_itself()
    {
        var rules = Telling(purpose => purpose with { Source = null });
        var story = Asking(rules, Shop.Given(News, Msk("2026-01-12 10:00")));
        Assert.True(Assemble(story.When(Provide("CRM", Item("contact", "x", "анкета"), Item("имя", "—")))).IsComplete);
        Lacks(Assemble(story.When(Provide("CRM", Item("contact", "x", "анкета"), Item("имя", "y")))), "5", GapKind.StateSource, "имя");
    }

    [Fact]
    public void Several_purposes_are_told_together_and_none_twice()
    {
        var story = Asking(Shop.Given(News, Msk("2026-01-12 10:00"), Msk("2027-01-12 00:00")), Contract(Delivery, Msk("2026-02-01 00:00"), Msk("2026-12-31 12:00")))
            .When(Provide("CRM", Item("contact", "x"), Item("имя", "y")));
        var answer = Assemble(story);
        Assert.True(answer.IsComplete, answer.Lacking);
        Has(answer, "2", LineKind.ByConsent, News.Value, "ст. 6 ч. 1 п. 1");
        Assert.Equal(Day("2026-02-01"), Has(answer, "2", LineKind.ByGround, Delivery.Value, "ст. 6 ч. 1 п. 5").On);
        Assert.Equal(Day("2027-01-12"), Has(answer, "6", LineKind.ConsentUntil, News.Value).On);
        Assert.Equal(Day("2026-12-31"), Has(answer, "6", LineKind.GroundUntil, Delivery.Value).On);
        Assert.Single(answer.Items[8].Lines);
        Assert.Single(answer.Items[3].Lines, line => line.Kind == LineKind.Recipient);
    }

    [Fact]
    public void A_transfer_abroad_names_the_country_and_who_receives()
    {
        var rules = Telling(purpose => purpose with { CrossBorder = [new CrossBorderTransfer("Казахстан", "ТОО «Бу»"), new CrossBorderTransfer("Китай")], Processors = [], Recipients = [] });
        var answer = Assemble(Asking(rules, Shop.Given(News, Msk("2026-01-12 10:00"))));
        Has(answer, "8", LineKind.Transfer, "Казахстан", "ТОО «Бу»");
        Has(answer, "8", LineKind.Transfer, "Китай");
        Has(answer, "9", LineKind.NoProcessors);
        Has(answer, "4", LineKind.NoRecipients);
    }

    [Theory]
    [InlineData("2026-03-12 12:00", false, "until the very instant")]
    [InlineData("2026-03-12 12:01", true, "one minute more")]
    public void A_consent_counts_while_it_stands_at_the_instant_of_the_answer(string expires, bool stands, string because)
    {
        var answer = Assemble(Asking(Shop.Given(News, Msk("2026-01-12 10:00"), Msk(expires))).When(Provide("CRM", Item("имя", "y"))));
        Assert.True(answer.Items[1].Lines.Any(line => line.Kind == LineKind.ByConsent) == stands, because);
        if (!stands) Assert.Equal(Day("2026-03-12"), Has(answer, "2", LineKind.ConsentExpired, News.Value).On);
    }

    [Fact]
    public void Data_held_without_a_purpose_cannot_be_answered_for()
    {
        var answer = Assemble(Asking().When(Provide("CRM", Item("имя", "Анна"))));
        Has(answer, "1", LineKind.Processed);
        Lacks(answer, "2", GapKind.NamePurpose, "имя");
        Assert.Equal("2, 3, 5, 6, 8, 9", answer.Lacking);
    }

    [Fact]
    public void A_purpose_the_person_names_is_answered_for_where_it_needs_no_consent_of_his()
    {
        var rules = Telling(purpose => purpose);
        var story = Under(rules, Shop.Given(News, Msk("2026-01-12 10:00"))).When(Letter(Asked, DemandKind.Access, Delivery, Quality)).When(Provide("CRM", Item("contact", "x"), Item("имя", "y")));
        var answer = Assemble(story);
        Has(answer, "2", LineKind.ByConsent, News.Value, "ст. 6 ч. 1 п. 1");
        Has(answer, "2", LineKind.ByCatalogue, Delivery.Value, "ст. 6 ч. 1 п. 5");
        Has(answer, "2", LineKind.ConsentMissing, Quality.Value);
        Assert.DoesNotContain(answer.Items[2].Lines, line => line.Values[0] == Quality.Value);
    }

    [Fact]
    public void Of_a_person_of_whom_nothing_is_held_the_answer_says_so_and_is_complete()
    {
        var unasked = Assemble(Asking());
        Lacks(unasked, "1", GapKind.AskSystems);
        Assert.Empty(unasked.Items[0].Lines);

        var answer = Assemble(Asking().When(Provide("CRM", Item("contact", ProvidedItem.NotHeld))));
        Assert.True(answer.IsComplete, answer.Lacking);
        Has(answer, "1", LineKind.NotProcessed);
        Assert.Equal(["1", "4", "7"], answer.Items.Where(item => !item.Lines.IsEmpty).Select(item => item.Number));
    }

    [Fact]
    public void Of_a_person_who_withdrew_the_record_of_the_consent_is_told()
    {
        var story = Asking(Shop.Given(News, Msk("2026-01-12 10:00")), new ConsentWithdrawn(Msk("2026-02-01 10:00"), News, 1, "2026-000009"))
            .When(Provide("CRM", Item("contact", ProvidedItem.NotHeld)));
        Assert.Equal(Day("2026-02-01"), Has(Assemble(story), "1", LineKind.ConsentWithdrawn, News.Value).On);
    }

    [Fact]
    public void What_stands_in_the_way_of_processing_is_told_too()
    {
        var blocked = Given(Shop.Given(News, Msk("2026-01-12 10:00"))).When(Letter(Asked, Shop.Demand(DemandKind.Access), Shop.Demand(DemandKind.Blocking, News)));
        Assert.Equal(Day("2026-03-10"), Has(Assemble(blocked), "10", LineKind.Blocked, News.Value).On);
        Assert.DoesNotContain(Assemble(blocked).Items[10].Lines, line => line.Kind == LineKind.NothingElse);
    }

    [Fact]
    public void An_assembled_answer_leaves_for_a_known_person_only_and_whole()
    {
        var story = Asking(Shop.Given(News, Msk("2026-01-12 10:00")));
        story.When(Assembled()).ThenRefused<IdentityNotConfirmed>();
        var known = story.When(new ConfirmIdentity(Answered, Number, IdentityLevel.SignIn, null));
        Assert.Equal("5", known.When(Assembled()).ThenRefused<AnswerIncomplete>().Items);
        var whole = known.When(Provide("CRM", Item("contact", "x"), Item("имя", "—")));
        Assert.True(Assert.Single(whole.When(Assembled()).Events.OfType<DemandAnswered>()).IsAssembled);
    }

    [Fact]
    public void Only_a_demand_for_access_is_answered_by_the_items()
    {
        var story = Given(Shop.Given(News, Msk("2026-01-12 10:00"))).When(Letter(Asked, DemandKind.AutomatedDecisionObjection))
            .When(new ConfirmIdentity(Answered, Number, IdentityLevel.SignIn, null));
        story.When(Assembled()).ThenRefused<NothingToAssemble>();
        Assert.Single(story.When(new AnswerDemand(Answered, Number, 1, new Personal("Решение пересмотрено."))).Events.OfType<DemandAnswered>());
    }

    private static Rules Full => Telling(purpose => purpose);

    // The shop with everything told that ст. 14 ч. 7 asks of it.
    private static Rules Telling(Func<Purpose, Purpose> change, OperatorProfile? profile = null) => Shop.Rules with
    {
        Catalogue = Declared(
        [
            new OperatorDescribed(Opened, profile ?? Profile() with { Measures = "Назначен ответственный." }),
            .. from purpose in Catalogue.Purposes.Values
               select new PurposeDefined(Opened, change(purpose with
               {
                   Categories = purpose.Code == News ? ["contact", "имя"] : ["contact"],
                   Recipients = ["курьер"],
                   Retention = new RetentionRule("3 года", "ГК ст. 196"),
                   Processors = [new Processor("ООО «Рассылка»", "Казань")],
                   CrossBorder = [],
                   Methods = ProcessingMethods.Automated,
                   Source = "от субъекта",
               })),
        ], Catalogue),
    };

    private static Story Asking(params FileEvent[] history) => Asking(Full, history);

    private static Story Asking(Rules rules, params FileEvent[] history) => Under(rules, history).When(Letter(Asked, DemandKind.Access));

    private static ProvideData Provide(string system, params ProvidedItem[] items) => new(Answered, Number, 1, system, [.. items]);

    private static ProvidedItem Item(string category, string value, string? source = null) => new(category, new Personal(value), Personal.Of(source));

    private static AnswerDemand Assembled() => new(Answered, Number, 1, null, IsAssembled: true);

    private static AssembledAnswer Assemble(Story story) => AccessAnswer.Assemble(story.File, story.File.Request(Number)!.Demands[0], Answered, story.Rules);

    private static AnswerLine Has(AssembledAnswer answer, string number, LineKind kind, params string[] values) =>
        Assert.Single(answer.Items.Single(item => item.Number == number).Lines, line => line.Kind == kind && line.Values.SequenceEqual(values));

    private static void Lacks(AssembledAnswer answer, string number, GapKind kind, params string[] of)
    {
        var gap = Assert.Single(answer.Items.Single(item => item.Number == number).Missing, missing => missing.Kind == kind);
        Assert.Equal(of.Order(StringComparer.Ordinal), gap.Of.Order(StringComparer.Ordinal));
    }
}
