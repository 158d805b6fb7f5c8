namespace Consent.Storage.Sql;

/// <summary>A part of the way along the order of the request journal.</summary>
/// <param name="Numbers">Only numbers from one to another, both included.</param>
/// <param name="IsBurning">Of these, only what has a term that runs, or only what has none.</param>
/// <param name="End">The last place that is looked at.</param>
internal sealed record Stretch((string First, string Last)? Numbers, bool IsBurning, RequestCursor? End)
{
    public static readonly Stretch Whole = new(null, false, null);

    public static Stretch Burning((string First, string Last) numbers) => new(numbers, true, null);

    public static Stretch Resting((string First, string Last) numbers) => new(numbers, false, null);
}
