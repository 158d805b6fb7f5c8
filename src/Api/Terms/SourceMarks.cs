using System.Collections.Frozen;
using Consent.Domain;

namespace Consent.Api;

/// <summary>How sure a row of the law's table is: read in the text of the act, recalled and not compared with it, or our own reading where the law has no words.</summary>
public enum SourceMark { Read, FromMemory, Conclusion }

/// <summary>The marks of <c>docs/law.md</c>: what is not read in the law is shown as such wherever the row is.</summary>
public static class SourceMarks
{
    private static readonly FrozenDictionary<(string, Duty), SourceMark> Marks = new Dictionary<(string, Duty), SourceMark>
    {
        [("D04", Duty.AnswerAccess)] = SourceMark.Conclusion,
        [("D11", Duty.StopOnWithdrawal)] = SourceMark.Conclusion,
        [("D15", Duty.ExcludeFromPublicSource)] = SourceMark.Conclusion,
        [("D22", Duty.DestroyOnExpiry)] = SourceMark.Conclusion,
        [("D32", Duty.NotifySubject)] = SourceMark.Conclusion,
        [("D32", Duty.NotifyAuthority)] = SourceMark.Conclusion,
        [("D35", Duty.DestroyAfterBlock)] = SourceMark.Conclusion,
        [("D43", Duty.InformIncidentCentre)] = SourceMark.FromMemory,
        [("D44", Duty.CompleteIncidentNotice)] = SourceMark.FromMemory,
        [("D51", Duty.ShowMeasures)] = SourceMark.Conclusion,
        [("D57", Duty.ObeyOrder)] = SourceMark.FromMemory,
        [("D65", Duty.DestroyAbroad)] = SourceMark.Conclusion,
        [("D72", Duty.KeepConsent)] = SourceMark.FromMemory,
    }.ToFrozenDictionary();

    public static SourceMark Of(DutyRow row) => Of(row.No, row.Duty);

    public static SourceMark Of(string no, Duty duty) => Marks.GetValueOrDefault((no, duty), SourceMark.Read);
}
