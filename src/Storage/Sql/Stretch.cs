namespace Consent.Storage.Sql;

/// <summary>A part of the way along the order of the request journal.</summary>
/// <param name="IsBurning">Only what has a term that runs.</param>
/// <param name="Numbers">Only what has none, with numbers from one to another, both included.</param>
/// <param name="End">The last place that is looked at.</param>
internal sealed record Stretch(bool IsBurning, (string First, string Last)? Numbers, RequestCursor? End)
{
    public static readonly Stretch Whole = new(false, null, null);

    public static readonly Stretch Burning = new(true, null, null);

    public static Stretch Resting(string first, string last) => new(false, (first, last), null);
}
