using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

public sealed class ReadingExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-03-02 10:00");

    [Fact]
    public void A_reading_is_on_record_and_changes_nothing_else()
    {
        var story = Given(Shop.Given(News, Now)).When(new RecordReading(Now, null, "жалоба")).Then(new PersonalDataRead(Now, null, new Personal("жалоба")));
        Assert.Equal(2, story.File.Version);
        story.ThenCheck(News, Now, true, CheckReason.ConsentGiven);
    }

    [Fact]
    public void A_reading_of_a_request_names_it() =>
        Given().When(Letter(Now, DemandKind.Access)).When(new RecordReading(Now, Number, "ответ")).Then(new PersonalDataRead(Now, Number, new Personal("ответ")));

    [Fact]
    public void Where_there_is_nothing_there_is_nothing_to_read()
    {
        Given().When(new RecordReading(Now, null, "жалоба")).ThenRefused<NothingToRead>();
        Given(Shop.Given(News, Now)).When(new RecordReading(Now, Number, "жалоба")).ThenRefused<NothingToRead>();
    }
}
