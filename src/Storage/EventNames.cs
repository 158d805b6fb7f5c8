using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>The durable contract: the name of an event in the journal and its type. A name is never reused; a new shape is a new number.</summary>
public static class EventNames
{
    private static readonly EventJson Json = new(new JsonSerializerOptions(EventJson.Default.Options) { Encoder = ReadableJson.Encoder });

    private static readonly (string Name, JsonTypeInfo Shape)[] Table =
    [
        ("consent-given/1", Json.ConsentGiven),
        ("consent-refused/1", Json.ConsentRefused),
        ("consent-withdrawn/1", Json.ConsentWithdrawn),
        ("consent-expired/1", Json.ConsentExpired),
        ("ground-recorded/1", Json.GroundRecorded),
        ("ground-ended/1", Json.GroundEnded),
        ("purpose-achieved/1", Json.PurposeAchieved),
        ("request-received/1", Json.RequestReceived),
        ("request-extended/1", Json.RequestExtended),
        ("demand-answered/1", Json.DemandAnswered),
        ("obligation-missed/1", Json.ObligationMissed),
        ("request-closed/1", Json.RequestClosed),
        ("request-noted/1", Json.RequestNoted),
        ("request-acknowledged/1", Json.RequestAcknowledged),
        ("identity-confirmed/1", Json.IdentityConfirmed),
        ("particulars-asked/1", Json.ParticularsAsked),
        ("particulars-received/1", Json.ParticularsReceived),
        ("request-assigned/1", Json.RequestAssigned),
        ("demand-refused/1", Json.DemandRefused),
        ("data-rectified/1", Json.DataRectified),
        ("unlawfulness-found/1", Json.UnlawfulnessFound),
        ("data-provided/1", Json.DataProvided),
        ("request-withdrawn/1", Json.RequestWithdrawn),
        ("request-continued/1", Json.RequestContinued),
        ("request-reopened/1", Json.RequestReopened),
        ("complaint-noted/1", Json.ComplaintNoted),
        ("obligations-opened/1", Json.ObligationsOpened),
        ("obligation-reminded/1", Json.ObligationReminded),
        ("obligation-fulfilled/1", Json.ObligationFulfilled),
        ("obligation-released/1", Json.ObligationReleased),
        ("term-restarted/1", Json.TermRestarted),
        ("term-recounted/1", Json.TermRecounted),
        ("processing-blocked/1", Json.ProcessingBlocked),
        ("block-lifted/1", Json.BlockLifted),
        ("personal-data-read/1", Json.PersonalDataRead),
        ("subject-destroyed/1", Json.SubjectDestroyed),
        ("operator-described/1", Json.OperatorDescribed),
        ("operator-registered/1", Json.OperatorRegistered),
        ("key-issued/1", Json.KeyIssued),
        ("purpose-defined/1", Json.PurposeDefined),
        ("text-published/1", Json.TextPublished),
        ("calendar-loaded/1", Json.CalendarLoaded),
        ("person-invited/1", Json.PersonInvited),
        ("person-reset/1", Json.PersonReset),
        ("person-enrolled/1", Json.PersonEnrolled),
        ("person-scopes-changed/1", Json.PersonScopesChanged),
        ("person-disabled/1", Json.PersonDisabled),
        ("person-linked-to-provider/1", Json.PersonLinkedToProvider),
        ("session-opened/1", Json.SessionOpened),
        ("sessions-ended/1", Json.SessionsEnded),
        ("password-changed/1", Json.PasswordChanged),
        ("sign-in-provider-set/1", Json.SignInProviderSet),
        ("trusted-roots-loaded/1", Json.TrustedRootsLoaded),
        ("subject-link-issued/1", Json.SubjectLinkIssued),
        ("subject-signed-in/1", Json.SubjectSignedIn),
        ("subject-signed-out/1", Json.SubjectSignedOut),
        ("signature-received/1", Json.SignatureReceived),
        ("attachment-added/1", Json.AttachmentAdded),
        ("view-saved/1", Json.ViewSaved),
        ("view-removed/1", Json.ViewRemoved),
        ("key-ending/1", Json.KeyEnding),
        ("key-revoked/1", Json.KeyRevoked),
        ("issuer-trusted/1", Json.IssuerTrusted),
        ("access-recorded/1", Json.AccessRecorded),
        ("access-file-opened/1", Json.AccessFileOpened),
        ("keys-used/1", Json.KeysUsed),
        ("unusual-access-noticed/1", Json.UnusualAccessNoticed),
    ];

    private static readonly FrozenDictionary<string, JsonTypeInfo> ShapeByName = Table.ToFrozenDictionary(row => row.Name, row => row.Shape);

    private static readonly FrozenDictionary<Type, (string Name, JsonTypeInfo Shape)> ByType = Table.ToFrozenDictionary(row => row.Shape.Type);

    /// <summary>Every name with the type it stands for.</summary>
    public static IEnumerable<(string Name, Type Type)> All => Table.Select(row => (row.Name, row.Shape.Type));

    public static (string Kind, byte[] Payload) Write(FileEvent happened)
    {
        var (name, shape) = ByType[happened.GetType()];
        return (name, JsonSerializer.SerializeToUtf8Bytes(happened, shape));
    }

    /// <exception cref="JournalDamagedException">The name is unknown or the payload is not of its shape.</exception>
    public static FileEvent Read(string kind, ReadOnlySpan<byte> payload)
    {
        if (!ShapeByName.TryGetValue(kind, out var shape)) throw new JournalDamagedException($"unknown event '{kind}'");
        try
        {
            if (JsonSerializer.Deserialize(payload, shape) is FileEvent happened) return happened;
        }
        catch (Exception failure) when (failure is JsonException || Unreadable.Is(failure))
        {
            // Said below.
        }

        throw new JournalDamagedException($"the payload of '{kind}' cannot be read");
    }

    /// <summary>The number of the request an event belongs to; null where it belongs to none.</summary>
    public static string? RequestOf(FileEvent happened) => happened switch
    {
        RequestEvent request => request.Number,
        ObligationEvent obligation => obligation.Number,
        BlockEvent block => block.Number,
        ConsentWithdrawn withdrawn => withdrawn.Request,
        PersonalDataRead read => read.Request,
        AccessRecorded access => access.Request,
        _ => null,
    };
}
