using System.Collections.Frozen;
using Consent.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Passwords by ASVS 5.0 (6.2): long, of any characters, unlike what everybody uses; kept by the framework's hasher (PBKDF2, HMAC-SHA-512).</summary>
internal sealed class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 256;

    // OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA-512.
    private const int Iterations = 210_000;

    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    private readonly PasswordHasher<Person> _hasher;

    // Made when the first password is tried and not at start, which it would hold up.
    private readonly Lazy<string> _nobodys;

    public Passwords()
    {
        _hasher = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
        _nobodys = new Lazy<string>(() => Hash(OneTimeTokens.New()));
    }

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Takes as long whether the person is there or not.</summary>
    public bool Fits(string? hash, string? password)
    {
        var nobodys = _nobodys.Value;
        return _hasher.VerifyHashedPassword(null!, hash ?? nobodys, password is { Length: <= Longest } typed ? typed : "") != PasswordVerificationResult.Failed && hash is not null;
    }

    /// <summary>The name of what is wrong with it; null where it will do.</summary>
    public static string? FaultOf(string? password, Person person) => password switch
    {
        null or { Length: < Shortest } => "Password.short",
        { Length: > Longest } => "Password.long",
        _ when Common.Value.Contains(password.ToLowerInvariant()) || password.Distinct().Count() < 5 => "Password.common",
        _ when Mentions(password, person.Email.Value) || Mentions(password, person.Name.Value) => "Password.personal",
        _ => null,
    };

    // Made of the person's own name or address, with little else.
    private static bool Mentions(string password, string words) => words.Split(['@', ' ', '.'], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => word.Length >= 4 && password.Contains(word, StringComparison.OrdinalIgnoreCase) && password.Length - word.Length < 8);

    private static FrozenSet<string> ReadCommon()
    {
        using var lines = new StreamReader(typeof(Passwords).Assembly.GetManifestResourceStream("Consent.Api.common-passwords.txt")!);
        return lines.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
