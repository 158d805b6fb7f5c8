namespace Consent.Domain;

/// <summary>Somebody (the author of the entry) is about to be shown personal data of the file, or of one of its requests.</summary>
public sealed record RecordReading(DateTimeOffset At, string? Request, string Reason) : FileCommand(At);

/// <summary>The reason is in the reader's own words, which may name the person.</summary>
public sealed record PersonalDataRead(DateTimeOffset At, string? Request, Personal Reason) : FileEvent(At);

public sealed record NothingToRead() : Refusal(null, null, RefusalKind.State);

/// <summary>Personal data is shown only when its reading is on record (ст. 19 ч. 2 п. 8).</summary>
public static class ReadingDecider
{
    public static Decision Decide(SubjectFile file, RecordReading command) =>
        file.Version == 0 || (command.Request is { } number && file.Request(number) is null)
            ? new NothingToRead()
            : new PersonalDataRead(command.At, command.Request, new Personal(command.Reason));
}
