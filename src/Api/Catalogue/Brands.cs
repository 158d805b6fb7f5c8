using Consent.Domain;

namespace Consent.Api;

/// <summary>The colour and the logo of an operator: what may be one. A colour that cannot be read on our grounds is refused, and so is a picture that could hold a script.</summary>
internal static class Brands
{
    private const int MaxLogo = 64 * 1024;
    private const int MaxDataUri = 100_000;
    private const string Marker = ";base64,";
    private const string Scheme = "data:";

    // The first bytes of each kind that is taken.
    private static readonly (string Type, byte[] Start)[] Kinds =
        [("image/png", [0x89, (byte)'P', (byte)'N', (byte)'G']), ("image/jpeg", [0xFF, 0xD8, 0xFF]), ("image/webp", [(byte)'R', (byte)'I', (byte)'F', (byte)'F'])];

    public static Brand? Read(BrandBody? body, Fields fields, string at)
    {
        if (body is null or { Accent: null, Logo: null }) return null;
        if (body.Accent is { } accent)
        {
            if (Colour.Find(accent) is not { } colour) fields.Wrong($"{at}.accent", "FieldNotColour");
            else if (colour.ContrastWith(BrandStyle.LightGround) is var contrast && contrast < BrandStyle.Readable) fields.Wrong($"{at}.accent", "FieldTooPale", contrast, BrandStyle.Readable);
        }

        return new Brand(body.Accent?.ToLowerInvariant(), body.Logo is { } logo ? Picture(logo, fields, $"{at}.logo") : null);
    }

    public static BrandBody? Answer(Brand? brand) => brand is null ? null : new BrandBody(brand.Accent, brand.Logo is { } logo ? Scheme + logo.Type + Marker + logo.Base64 : null);

    private static Picture? Picture(string uri, Fields fields, string at)
    {
        var comma = uri.IndexOf(Marker, StringComparison.Ordinal);
        var bytes = new byte[MaxLogo];
        if (uri.Length > MaxDataUri)
            fields.Wrong(at, "FieldTooLong", MaxDataUri);
        else if (comma < 0 || !uri.StartsWith(Scheme, StringComparison.Ordinal) || !Convert.TryFromBase64String(uri[(comma + Marker.Length)..], bytes, out var count)
            || Array.Find(Kinds, kind => kind.Type == uri[Scheme.Length..comma]) is not ({ }, { } start) || !bytes.AsSpan(0, count).StartsWith(start))
            fields.Wrong(at, "FieldNotPicture", MaxLogo / 1024);
        else
            return new Picture(uri[Scheme.Length..comma], uri[(comma + Marker.Length)..]);
        return null;
    }
}
