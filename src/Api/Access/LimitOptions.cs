using System.ComponentModel.DataAnnotations;

namespace Consent.Api;

/// <summary>How often and how long somebody may ask, from <c>Consent__Limits__*</c>.</summary>
public sealed class LimitOptions
{
    public const string Section = "Consent:Limits";

    /// <summary>Calls a second of one credential, twice as many at once; the check is not counted. 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerCredential { get; set; } = 10_000;

    /// <summary>Calls a minute of one address without a good credential. 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerAddress { get; set; } = 600;

    /// <summary>How long a call may take, but for a stream.</summary>
    [Range(1, 600)]
    public int Seconds { get; set; } = 30;
}
