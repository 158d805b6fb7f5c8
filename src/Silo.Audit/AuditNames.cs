using System.Text.Json;
using Consent.Api;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Silo.Audit;

/// <summary>The words of the audit: names that whoever reads it may rely on.</summary>
public static class AuditNames
{
    public const string Command = "consent.command";
    public const string Refusal = "consent.refusal";
    public const string Reading = "consent.reading";

    public const string Asked = "asked";
    public const string Done = "done";
    public const string Refused = "refused";
    public const string Failed = "failed";

    /// <summary>The kind of event that a command makes unless it is refused.</summary>
    public static string KindOf(FileCommand command) => command is RecordReading ? Reading : Command;

    /// <summary><c>GiveConsent</c> → <c>give-consent</c>.</summary>
    public static string Of(FileCommand command) => JsonNamingPolicy.KebabCaseLower.ConvertName(command.GetType().Name);

    /// <summary>The type of the problem that a refusal is answered with; null where the command stands.</summary>
    public static string? ProblemOf(Outcome outcome) => outcome switch
    {
        Outcome.Refused refused => Problems.TypeOf(refused.Refusal.GetType().Name),
        Outcome.KeyUsedForAnother => Problems.TypeOf(nameof(IdempotencyKeyReused)),
        _ => null,
    };

    /// <summary>The same for what went wrong; null where the client did not wait for an answer.</summary>
    public static string? ProblemOf(Exception failure) => failure switch
    {
        OperationCanceledException => null,
        StorageUnavailableException => Problems.TypeOf("StorageUnavailable"),
        JournalDamagedException => Problems.TypeOf("JournalDamaged"),
        _ => Problems.TypeOf("Internal"),
    };

    /// <summary>The number of the request that a command or what came of it is about; anything that is not a number of ours is left out.</summary>
    public static string? NumberOf(FileCommand command, Outcome? outcome)
    {
        var number = (outcome as Outcome.Done)?.Events.Select(EventNames.RequestOf).FirstOrDefault(found => found is not null) ?? command switch
        {
            OnRequest request => request.Number,
            ObligationCommand obligation => obligation.Number,
            RecordReading reading => reading.Request,
            _ => null,
        };
        return RequestNumbers.TryParse(number, out _, out _) ? number : null;
    }
}
