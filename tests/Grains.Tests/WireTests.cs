using System.Reflection;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Grains.Tests;

/// <summary>Everything that can be ordered or refused crosses from silo to silo and arrives whole.</summary>
public sealed class WireTests
{
    public static TheoryData<Type> Commands => [.. KindsOf(typeof(FileCommand))];

    public static TheoryData<Type> Refusals => [.. KindsOf(typeof(Refusal))];

    public static TheoryData<Type> Events => [.. KindsOf(typeof(FileEvent))];

    [Fact]
    public void Every_command_has_a_name() => Assert.Equal(KindsOf(typeof(FileCommand)).ToHashSet(), WireNames.Commands.Types.ToHashSet());

    [Fact]
    public void Every_refusal_has_a_name() => Assert.Equal(KindsOf(typeof(Refusal)).ToHashSet(), WireNames.Refusals.Types.ToHashSet());

    [Theory, MemberData(nameof(Commands))]
    public void A_command_arrives_whole(Type type)
    {
        foreach (var full in new[] { true, false })
        {
            var sent = new Envelope("actor", (FileCommand)Sample.Of(type, full), full ? "key" : null, full ? [1, 2, 3] : null);
            var received = Wire.Read(Wire.Write(sent));
            Assert.Equal((sent.Actor, sent.Key, sent.BodySha256), (received.Actor, received.Key, received.BodySha256));
            Assert.IsType(type, received.Command);
            Assert.Equal(Sample.Describe(sent.Command), Sample.Describe(received.Command));
        }
    }

    [Theory, MemberData(nameof(Refusals))]
    public void A_refusal_arrives_whole(Type type)
    {
        foreach (var full in new[] { true, false })
        {
            var sent = (Refusal)Sample.Of(type, full);
            var received = Assert.IsType<Outcome.Refused>(Wire.ReadOutcome(Wire.Write(new Outcome.Refused(sent)))).Refusal;
            Assert.IsType(type, received);
            Assert.Equal(Sample.Describe(sent), Sample.Describe(received));
        }
    }

    [Theory, MemberData(nameof(Events))]
    public void An_event_arrives_whole(Type type)
    {
        var sent = (FileEvent)Sample.Of(type, full: true);
        var done = new Outcome.Done(FileKey.Parse("demo/anna"), 3, [sent]);
        var received = Assert.IsType<Outcome.Done>(Wire.ReadOutcome(Wire.Write(done)));
        Assert.Equal((done.File, done.Version), (received.File, received.Version));
        Assert.Equal(Sample.Describe(sent), Sample.Describe(Assert.Single(received.Events)));
    }

    [Fact]
    public void An_answer_of_the_check_arrives_whole()
    {
        foreach (var reason in Enum.GetValues<CheckReason>())
        {
            var sent = new CheckAnswer(true, reason, LawfulBasis.LegitimateInterest, "ст. 6 ч. 1 п. 7", Sample.Instant, 12);
            Assert.Equal(sent, Wire.ReadAnswer(Wire.Write(sent)));
        }

        Assert.Equal(default, Wire.ReadAnswer(Wire.Write(default(CheckAnswer))));
    }

    [Fact]
    public void What_else_may_come_of_a_command_arrives_too()
    {
        Assert.IsType<Outcome.KeyUsedForAnother>(Wire.ReadOutcome(Wire.Write(new Outcome.KeyUsedForAnother())));
        Assert.Null(Wire.ReadOutcome(Wire.Write((Outcome?)null)));
    }

    [Fact]
    public async Task Failures_arrive_as_what_they_were()
    {
        var unavailable = await Wire.ReplyAsync(() => throw new StorageUnavailableException("no space"));
        Assert.Equal("no space", Assert.Throws<StorageUnavailableException>(() => Wire.ReadOutcome(unavailable)).Message);

        var damaged = await Wire.ReplyAsync(() => throw new JournalDamagedException("entry 3"));
        Assert.Equal(new JournalDamagedException("entry 3").Message, Assert.Throws<JournalDamagedException>(() => Wire.ReadAnswer(damaged)).Message);
    }

    [Fact]
    public void A_name_of_a_newer_version_is_refused() =>
        Assert.Throws<NotSupportedException>(() => WireNames.Commands.Read(new NamedJson("from-the-future", "{}"u8.ToArray())));

    [Fact]
    public void No_type_of_ours_crosses_but_messages_with_an_alias_and_numbered_members()
    {
        foreach (var type in typeof(Reply).Assembly.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)))
        {
            Assert.True(type.IsDefined(typeof(AliasAttribute), inherit: false), $"{type.Name} has no alias.");
            var unnumbered = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => !property.IsDefined(typeof(IdAttribute)));
            Assert.Empty(unnumbered.Select(property => $"{type.Name}.{property.Name}"));
        }

        foreach (var grain in typeof(Reply).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable))))
        {
            Assert.True(grain.IsDefined(typeof(AliasAttribute), inherit: false), $"{grain.Name} has no alias.");
            foreach (var method in grain.GetMethods()) Assert.True(method.IsDefined(typeof(AliasAttribute)), $"{grain.Name}.{method.Name} has no alias.");
        }
    }

    private static IEnumerable<Type> KindsOf(Type family) =>
        family.Assembly.GetTypes().Where(type => type.IsSubclassOf(family) && !type.IsAbstract);
}
