using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The operator's colour in place of ours, as a style sheet over the tokens; on dark grounds it is lightened until it can be read.</summary>
internal static class BrandStyle
{
    /// <summary>What text needs at least (WCAG 2.2, 1.4.3).</summary>
    public const double Readable = 4.5;

    /// <summary>The darkest of our light grounds that the colour is written on; what can be read here is read on white too.</summary>
    public static readonly Colour LightGround = new(0xEE, 0xF0, 0xF4);

    // The lightest of our dark grounds.
    private static readonly Colour DarkGround = new(0x23, 0x28, 0x2F);

    public static string Of(Colour accent)
    {
        var dark = accent;
        for (var share = 0.0; dark.ContrastWith(DarkGround) < Readable + 1; share += 0.05) dark = accent.With(Colour.White, share);
        return $":root {{ --accent: light-dark({accent}, {dark}); --accent-ground: {accent}; --accent-soft: light-dark({LightGround}, {DarkGround}); }}\n";
    }

    /// <summary>Where the pages of an operator find its colour; null where it has none.</summary>
    public static string? Path(OperatorId operatorId, Brand? brand) => brand?.Accent is { } accent ? $"/o/{operatorId}/brand.css?v={accent[1..]}" : null;

    public static string? LogoPath(OperatorId operatorId, Brand? brand) => brand?.Logo is { } logo
        ? $"/o/{operatorId}/logo?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(logo.Base64)))[..16]}" : null;
}
