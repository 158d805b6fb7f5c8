using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What a letter must hold (ст. 14 ч. 3; ст. 9 ч. 1 for who acts for another). What it lacks is asked for; nothing waits for it.</summary>
public static class Particulars
{
    public static ImmutableArray<Particular> MissingIn(RequestReceived received)
    {
        if (received.Channel is Channel.Authority or Channel.Operator) return [];
        return [.. Lacking()];

        IEnumerable<Particular> Lacking()
        {
            var applicant = received.Applicant;
            // A withdrawal, a stop and an unsubscription want no more than the consent did (ст. 9 ч. 2).
            if (received.Demands.Any(demand => demand.Kind is DemandKind.Access))
            {
                if (applicant?.Document is not { IssuedAt: not null, IssuedBy: not null }) yield return Particular.Document;
                if (received.Relation is null) yield return Particular.Relation;
                if (applicant?.Signature is null or SignatureKind.None) yield return Particular.Signature;
            }

            if (received.Demands.Any(demand => demand.Kind is DemandKind.Rectification or DemandKind.Destruction && demand.Details is null)) yield return Particular.Details;
            if (applicant is null) yield break;
            if (applicant.Contact is null) yield return Particular.Contact;
            if (applicant.Representative is { Authority: null }) yield return Particular.Authority;
            if (applicant.Representative?.ValidUntil < received.ReceivedOn) yield return Particular.AuthorityInForce;
            if (applicant is { IsMinor: true, Representative: null }) yield return Particular.Representative;
        }
    }
}
