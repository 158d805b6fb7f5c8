using System.Text;
using System.Text.Json;
using Consent.Conformance;
using Consent.Domain;

namespace Consent.Storage.Tests;

/// <summary>What is in journals stays readable: names and shapes of events change only by a new number, and never unseen.</summary>
public sealed class EventNamesTests
{
    private static readonly EventJson Contract = new(new JsonSerializerOptions(EventJson.Default.Options) { Encoder = ReadableJson.Encoder });

    // Values written by a converter of their own: what they look like is shown by an example.
    private static readonly object[] Examples =
    [
        new PurposeCode("news"), new OperatorId("shop"), new TextVersion("1", IsNumber: true), new TextVersion("2026-a"),
        new Personal("Анна"), new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(3)), new DateOnly(2026, 11, 24), "text", 1, 1L, true,
        .. TermJson.UnitNames.Select(unit => TermJson.Make(unit, 10)!),
    ];

    [Fact]
    public void Names_and_shapes_are_the_approved_ones() => ApprovedText.Must(
        typeof(EventNamesTests).Assembly, "EventNames", Describe(),
        "Names or shapes of events have changed. Journals that exist hold the old ones: a new shape is a new name (\"…/2\") beside the old.",
        "If every entry ever written can still be read");

    [Fact]
    public void What_is_computed_from_an_event_is_not_written()
    {
        var noon = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        var day = new DateOnly(2026, 12, 4);
        var obligation = new Obligation(
            1, 1, Duty.AnswerAccess, Origin.Law, "ст. 20 ч. 1", day, new WorkingDays(10), new Deadline(day, day, noon, "2026"), Governs: true, ObligationStatus.Open);
        var received = new RequestReceived(noon, "2026-000001", day, Channel.Web, [], [obligation], [], null, null, null);

        var (kind, payload) = EventNames.Write(received);
        Assert.DoesNotContain("\"is", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        Assert.Equal([obligation], Assert.IsType<RequestReceived>(EventNames.Read(kind, payload)).Obligations);
    }

    // As the service wrote them before it knew of rows, warnings, representatives' terms and answers in part.
    [Theory]
    [InlineData("request-received/1", """
        {"receivedOn":"2026-10-12","channel":"web","demands":[{"id":1,"kind":"access","purposes":[]}],"obligations":[{"id":1,"demand":1,"duty":"answer-access","origin":"law",
         "article":"ст. 20 ч. 1","from":"2026-10-12","term":{"amount":10,"unit":"workingDays"},"deadline":{"due":"2026-10-26","safeDue":"2026-10-26","endsAt":"2026-10-26T21:00:00Z",
         "calendar":"…"},"governs":true,"status":"open","extended":false}],"nothingToWithdraw":[],"applicant":{"name":{"plain":"Иванова"},"representative":{"name":{"plain":"Пётр"}}},
         "number":"2026-000001","at":"2026-10-12T09:00:00Z"}
        """)]
    [InlineData("demand-answered/1", """{"demand":1,"obligations":[1],"number":"2026-000001","at":"2026-10-12T10:00:00Z"}""")]
    [InlineData("obligation-missed/1", """{"obligation":1,"number":"2026-000001","at":"2026-10-26T21:00:00Z"}""")]
    public void What_an_older_service_wrote_is_still_read(string kind, string payload)
    {
        var happened = EventNames.Read(kind, Encoding.UTF8.GetBytes(payload));
        Assert.Equal("2026-000001", EventNames.RequestOf(happened));
        if (happened is RequestReceived received) Assert.Single(SubjectFile.Empty.Evolve(received).Requests[0].Obligations, o => o.IsExtendable(received.At));
    }

    [Theory]
    [InlineData("operator-described/1", """{"profile":{"name":"Лавка","timeZone":"Europe/Moscow","legalName":"ООО «Лавка»","address":"Тверь","contacts":"dpo@lavka.example","dpo":"Иванова","contractTerms":[],"bans":["special"]},"at":"2026-11-24T09:00:00Z"}""")]
    [InlineData("purpose-defined/1", """{"purpose":{"code":"news","title":{"ru":"Новости"},"basis":"consent","article":"ст. 6 ч. 1 п. 1","categories":["имя"],"actions":["сбор"],"recipients":[],"writtenForm":false,"advertising":true,"distribution":false},"at":"2026-11-24T09:00:00Z"}""")]
    public void An_entry_written_before_its_shape_grew_is_read_and_told_again_the_same(string kind, string payload)
    {
        var happened = EventNames.Read(kind, Encoding.UTF8.GetBytes(payload));
        Assert.Equal(happened, EventNames.Read(kind, EventNames.Write(happened).Payload));
        // What it does not tell is not told, and compares.
        if (happened is OperatorDescribed { Profile: var profile }) Assert.Equal((profile, null), (profile with { }, profile.Measures));
        if (happened is PurposeDefined { Purpose: var purpose }) Assert.Equal((purpose, null, null), (purpose with { }, purpose.Processors, purpose.Methods));
    }

    [Fact]
    public void What_the_answer_to_the_subject_needs_is_kept()
    {
        var purpose = new Purpose(
            new PurposeCode("news"), new LocalText("Новости"), LawfulBasis.Consent, "ст. 6 ч. 1 п. 1", ["имя"], ["сбор"], [], null, false, false, false,
            [new Processor("ООО «Рассылка»", "Казань")], [new CrossBorderTransfer("Казахстан")], ProcessingMethods.Mixed, "от субъекта");
        var (kind, payload) = EventNames.Write(new PurposeDefined(default, purpose));
        Assert.Equal(purpose, Assert.IsType<PurposeDefined>(EventNames.Read(kind, payload)).Purpose);
    }

    [Theory]
    [InlineData("request-noted/2", """{"at":"2026-11-24T09:00:00Z","number":"2026-000001","text":{"plain":"x"},"isPublic":true}""")]
    [InlineData("request-noted/1", "null")]
    [InlineData("request-noted/1", "")]
    [InlineData("request-noted/1", "{")]
    [InlineData("request-noted/1", "[]")]
    [InlineData("request-noted/1", """{"at":"2026-11-24T09:00:00Z","number":1,"text":{"plain":"x"},"isPublic":true}""")]
    [InlineData("request-noted/1", """{"at":"2026-11-24T09:00:00Z","number":"2026-000001","text":{"sealed":"x"},"isPublic":true}""")]
    [InlineData("request-noted/1", """{"at":"2026-11-24T09:00:00Z","number":"2026-000001","text":[1],"isPublic":true}""")]
    [InlineData("request-extended/1", """{"at":"2026-11-24T09:00:00Z","number":"2026-000001","obligation":1,"term":{},"reason":{"plain":"x"}}""")]
    [InlineData("request-extended/1", """{"at":"2026-11-24T09:00:00Z","number":"2026-000001","obligation":1,"term":{"unit":"hours","amount":"two"},"reason":{"plain":"x"}}""")]
    [InlineData("request-extended/1", """{"at":"2026-11-24T09:00:00Z","number":"2026-000001","obligation":1,"term":5,"reason":{"plain":"x"}}""")]
    public void What_is_not_of_its_shape_is_damage(string kind, string payload) =>
        Assert.Throws<JournalDamagedException>(() => EventNames.Read(kind, Encoding.UTF8.GetBytes(payload)));

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var (name, type) in EventNames.All.OrderBy(row => row.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append('\n');
            ApprovedText.AppendProperties(text, Contract, type, "  ", MustHaveExample);
        }

        text.Append("\nvalues\n");
        foreach (var example in Examples)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {example.GetType().Name} {JsonSerializer.Serialize(example, ApprovedText.Json(Contract, example is Term ? typeof(Term) : example.GetType()))}\n");
        return text.ToString();
    }

    private static void MustHaveExample(Type type) =>
        Assert.True(Examples.Any(type.IsInstanceOfType), $"{type.Name} is written by a converter of its own: add an example of it to {nameof(EventNamesTests)}.");
}
