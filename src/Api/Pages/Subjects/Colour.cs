using System.Globalization;

namespace Consent.Api;

/// <summary>A colour of a screen, and how well it is seen on another (WCAG 2.2, contrast ratio).</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour White = new(255, 255, 255);

    /// <summary><c>#1a56b0</c>; null for anything else.</summary>
    public static Colour? Find(string? text) =>
        text is ['#', ..] and { Length: 7 } && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new Colour((byte)(value >> 16), (byte)(value >> 8), (byte)value) : null;

    /// <summary>From 1, the same, to 21, black on white.</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>So much of the other in it.</summary>
    public Colour With(Colour other, double share) => new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static byte Mix(byte own, byte other, double share) => (byte)Math.Round(own + ((other - own) * share));
}
