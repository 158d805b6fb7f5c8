using System.Globalization;
using Consent.Domain;

namespace Consent.Api;

/// <summary><c>c-42~7</c>: the subject and the version of its file that recorded the consent or the ground; nothing to look up.</summary>
internal static class RecordIds
{
    public static string Of(SubjectId subject, long version) => string.Create(CultureInfo.InvariantCulture, $"{subject.Value}~{version}");

    public static bool TryParse(string id, out SubjectId subject, out long version)
    {
        var tilde = id.LastIndexOf('~');
        version = 0;
        subject = new SubjectId(tilde > 0 ? id[..tilde] : "");
        return SubjectNames.Judge(subject.Value) == SubjectNames.Verdict.Fit
            && long.TryParse(id.AsSpan(tilde + 1), NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
