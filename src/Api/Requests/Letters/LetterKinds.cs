using System.Collections.Frozen;
using Consent.Domain;

namespace Consent.Api;

/// <summary>A letter the service drafts: when there is a reason for it, and how it is written. It is sent by a person.</summary>
internal sealed record LetterKind(Func<LetterCase, bool> IsDue, Func<LetterCase, Letter> Write);

/// <summary>Every letter by its name in the address.</summary>
internal static class LetterKinds
{
    private static readonly FrozenDictionary<string, LetterKind> Table = new Dictionary<string, LetterKind>
    {
        ["acknowledgement"] = new(of => of.Request.Channel != Channel.Operator, ReceiptLetters.Acknowledgement),
        ["particulars"] = new(of => !ReceiptLetters.Lacking(of).IsEmpty, ReceiptLetters.Particulars),
        ["extension"] = new(of => ExtensionLetter.Last(of) is not null, ExtensionLetter.Write),
        ["answer"] = new(of => of.Demand.Kind != DemandKind.Incident, of => of.Demand.Kind == DemandKind.Access ? AccessLetter.Write(of) : DecisionLetters.Answer(of)),
        ["refusal"] = new(of => RefusalGrounds.For(of.Demand.Kind).Any(), DecisionLetters.Refusal),
        ["rectified"] = new(of => of.Obligations(Duty.Rectify).Any(), DoneLetters.Rectified),
        ["destroyed"] = new(of => DoneLetters.Destructions(of).Any(), DoneLetters.Destroyed),
        ["authority-notice"] = new(of => of.Obligations(Duty.StopUnlawful).Any() || of.Obligations(Duty.NotifyAuthority).Any(), AuthorityNotice.Write),
        ["incident-first"] = new(of => of.Demand.Kind == DemandKind.Incident, IncidentNotices.First),
        ["incident-results"] = new(of => of.Demand.Kind == DemandKind.Incident, IncidentNotices.Results),
    }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Table.Keys;

    public static LetterKind? Find(string name) => Table.GetValueOrDefault(name);
}
