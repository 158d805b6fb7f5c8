namespace Consent.Storage;

/// <summary>Tells a row or a payload that is not of its shape from every other failure of a read.</summary>
internal static class Unreadable
{
    public static bool Is(Exception failure) => failure is not ObjectDisposedException
        and (InvalidCastException or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException or OverflowException);
}
