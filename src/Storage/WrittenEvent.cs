using Consent.Domain;

namespace Consent.Storage;

/// <summary>An event as it will be written, but for its seal.</summary>
public sealed record WrittenEvent(FileEvent Event, string Kind, byte[] Payload)
{
    public static WrittenEvent Of(FileEvent happened)
    {
        var (kind, payload) = EventNames.Write(happened);
        return new WrittenEvent(happened, kind, payload);
    }

    /// <summary>Whether it has personal data: then it is written only under a seal.</summary>
    public bool IsPersonal => Personals.HasPlain(Payload);
}
