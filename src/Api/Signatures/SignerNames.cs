using System.Security.Cryptography.X509Certificates;

namespace Consent.Api;

/// <summary>Whom a certificate names, and whether that is the applicant: all the words the applicant gave, at least two, are among those of the certificate.</summary>
internal static class SignerNames
{
    private const string CommonName = "2.5.4.3";
    private const string Surname = "2.5.4.4";
    private const string GivenName = "2.5.4.42";

    /// <summary>The person, where surname and given names are told; else the common name.</summary>
    public static string? Of(X509Certificate2 certificate)
    {
        var parts = certificate.SubjectName.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements)
            .GroupBy(part => part.GetSingleElementType().Value!).ToDictionary(group => group.Key, group => group.First().GetSingleElementValue());
        return parts.GetValueOrDefault(Surname) is { } surname && parts.GetValueOrDefault(GivenName) is { } given ? $"{surname} {given}" : parts.GetValueOrDefault(CommonName);
    }

    public static bool IsSame(string signer, string applicant)
    {
        var (whole, asked) = (Words(signer), Words(applicant));
        return asked.Count >= 2 && asked.IsSubsetOf(whole);
    }

    private static HashSet<string> Words(string name) =>
        [.. name.ToLowerInvariant().Replace('ё', 'е').Split([' ', ',', '.', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)];
}
