using System.Buffers.Text;
using System.Text;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Links and sessions of subjects: the file's own name, which says nothing of the person, and a secret that the file keeps the hash of.</summary>
internal static class SubjectTokens
{
    private const int SecretLength = 43;

    public static string Write(FileKey file, string secret) => $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(file.ToString()))}.{secret}";

    /// <summary>The file and the hash of the secret; null where it cannot be any token of ours.</summary>
    public static (FileKey File, string Sha256)? Read(string? token)
    {
        if (token is not { Length: <= 400 } || token.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot) || token.Length - dot - 1 != SecretLength) return null;
        // The decoder forgives spaces; a token has none.
        if (token.AsSpan().ContainsAny(' ', '\t') || !Base64Url.IsValid(token.AsSpan(0, dot))) return null;
        var name = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(0, dot)));
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && OperatorId.TryParse(name[..slash], out var operatorId) && SubjectNames.Judge(name.AsSpan(slash + 1)) == SubjectNames.Verdict.Fit
            ? (new FileKey(operatorId, new SubjectId(name[(slash + 1)..])), OneTimeTokens.Hash(token[(dot + 1)..])) : null;
    }
}
