namespace Consent.Domain;

/// <summary>Kinds of reading that the person in charge is told of.</summary>
public enum UnusualAccess { ManySubjects, AtNight, RevokedKey, AfterRevokedKey, ManyRefusals }

/// <summary>From how many, within what time, the person in charge is told; and not again within that time.</summary>
public sealed record UnusualRow(UnusualAccess Kind, int From, TimeSpan Within);

/// <summary>What is unusual: numbers of ours, not of the law, which asks only that access is recorded and watched (ст. 19 ч. 2 п. 8, 9).</summary>
public static class UnusualReading
{
    //  kind                                 from  within
    public static readonly UnusualRow[] Table =
    [
        new(UnusualAccess.ManySubjects,       50, TimeSpan.FromHours(1)),  // different people or requests, one by one
        new(UnusualAccess.AtNight,             1, TimeSpan.FromHours(8)),  // by a person, from 22 to 6 at the operator's place
        new(UnusualAccess.RevokedKey,          1, TimeSpan.FromHours(1)),  // a key that was taken away is tried
        new(UnusualAccess.AfterRevokedKey,     1, TimeSpan.FromHours(1)),  // a reading from the address where such a key was tried
        new(UnusualAccess.ManyRefusals,       20, TimeSpan.FromHours(1)),  // one credential asks for what it may not
    ];

    public static UnusualRow Of(UnusualAccess kind) => Array.Find(Table, row => row.Kind == kind)!;

    public static bool IsNight(TimeOnly time) => time.Hour is >= 22 or < 6;
}
