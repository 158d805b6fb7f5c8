namespace Consent.Domain;

/// <summary>A piece of personal data inside an event; the only type that may hold one, so that it can be sealed and never logged.</summary>
public sealed record Personal
{
    private readonly string? _value;

    public Personal(string value) => _value = value;

    private Personal(string? value, string? seal) => (_value, Seal) = (value, seal);

    /// <summary>What stands in place of data whose key is thrown away.</summary>
    public static Personal Destroyed { get; } = new("данные уничтожены", "");

    /// <summary>The sealed form as the journal has it; null for data in the open.</summary>
    public string? Seal { get; }

    public bool IsDestroyed => ReferenceEquals(this, Destroyed);

    /// <exception cref="InvalidOperationException">It is sealed: rules never look into it, and whoever shows it opens it first.</exception>
    public string Value => _value ?? throw new InvalidOperationException("Sealed.");

    /// <summary>A mask: personal data does not reach a log by string interpolation.</summary>
    public override string ToString() => "•••";

    public static Personal? Of(string? value) => string.IsNullOrEmpty(value) ? null : new Personal(value);

    /// <summary>As it was read from a journal.</summary>
    public static Personal OfSeal(string seal) => new(null, seal);
}
