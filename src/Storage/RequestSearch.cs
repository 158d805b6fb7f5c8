using System.Collections.Immutable;

namespace Consent.Storage;

/// <summary>What the desk looks a letter up by. It fits when its number is one of <paramref name="Numbers"/>, when its number or its subject begins
/// with <paramref name="Beginning"/>, or when its subject is known by each of <paramref name="Contacts"/>, in one way or another of each.</summary>
public sealed record RequestSearch(string? Beginning, ImmutableArray<string> Numbers, ImmutableArray<ImmutableArray<ContactRow>> Contacts)
{
    /// <summary>What begins so must be the subject, and not the number.</summary>
    internal bool IsOfSubjects { get; init; }

    /// <summary>By a number or a subject alone.</summary>
    public static RequestSearch By(string beginning) => new(beginning, [], []);
}
