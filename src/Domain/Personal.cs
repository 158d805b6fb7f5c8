namespace Consent.Domain;

/// <summary>A piece of personal data inside an event; the only type that may hold one, so that it can be sealed and never logged.</summary>
public sealed record Personal(string Value)
{
    /// <summary>A mask: personal data does not reach a log by string interpolation.</summary>
    public override string ToString() => "•••";

    public static Personal? Of(string? value) => string.IsNullOrEmpty(value) ? null : new Personal(value);
}
