using Consent.Domain;

namespace Consent.Engine;

/// <summary>Tells the other processes of a cluster what has changed in a catalogue.</summary>
public interface ICatalogueNews
{
    /// <summary>Returns when none of them answers from a version before this one; it never fails for want of an answer, it waits.</summary>
    Task TellAsync(OperatorId operatorId, long version);
}
