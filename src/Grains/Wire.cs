using System.Text.Json;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Grains;

/// <summary>Commands and answers as they cross from silo to silo, and back.</summary>
internal static class Wire
{
    public static CommandMessage Write(Envelope envelope) =>
        new(envelope.Actor, WireNames.Commands.Write(envelope.Command), envelope.Key, envelope.BodySha256);

    public static Envelope Read(CommandMessage message) =>
        new(message.Actor, WireNames.Commands.Read(message.Command), message.Key, message.BodySha256);

    public static Reply Write(Outcome? outcome) => outcome switch
    {
        Outcome.Done done => new DoneReply(done.File.ToString(), done.Version, [.. done.Events.Select(Write)]),
        Outcome.Refused refused => new RefusedReply(WireNames.Refusals.Write(refused.Refusal)),
        Outcome.KeyUsedForAnother => new KeyUsedForAnotherReply(),
        null => new NumberTakenReply(),
        _ => throw new InvalidOperationException($"No reply for {outcome.GetType().Name}."),
    };

    /// <summary>Null where the number was taken by another file.</summary>
    public static Outcome? ReadOutcome(Reply reply) => reply switch
    {
        DoneReply done => new Outcome.Done(FileKey.Parse(done.File), done.Version, [.. done.Events.Select(json => EventNames.Read(json.Name, json.Json))]),
        RefusedReply refused => new Outcome.Refused(WireNames.Refusals.Read(refused.Refusal)),
        KeyUsedForAnotherReply => new Outcome.KeyUsedForAnother(),
        NumberTakenReply => null,
        _ => throw FailureOf(reply),
    };

    public static Reply Write(CheckAnswer answer) => new CheckedReply(JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Default.CheckAnswer));

    public static CheckAnswer ReadAnswer(Reply reply) => reply is CheckedReply answered
        ? JsonSerializer.Deserialize(answered.Json, WireJson.Default.CheckAnswer)
        : throw FailureOf(reply);

    /// <summary>Failures cross as replies: an exception would arrive as whatever the other side can make of its type.</summary>
    public static async Task<Reply> ReplyAsync(Func<Task<Reply>> run)
    {
        try
        {
            return await run();
        }
        catch (StorageUnavailableException unavailable)
        {
            return new UnavailableReply(unavailable.Message);
        }
        catch (JournalDamagedException damaged)
        {
            return new DamagedReply(damaged.What);
        }
    }

    private static NamedJson Write(FileEvent happened)
    {
        var (name, json) = EventNames.Write(happened);
        return new NamedJson(name, json);
    }

    private static Exception FailureOf(Reply reply) => reply switch
    {
        UnavailableReply unavailable => new StorageUnavailableException(unavailable.What),
        DamagedReply damaged => new JournalDamagedException(damaged.What),
        _ => new NotSupportedException($"This version does not expect {reply.GetType().Name}."),
    };
}
