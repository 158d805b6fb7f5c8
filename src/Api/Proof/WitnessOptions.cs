using System.ComponentModel.DataAnnotations;

namespace Consent.Api;

/// <summary>Who outside the service keeps its signed heads, from <c>Consent__Witness__*</c>; none where nothing is set.</summary>
public sealed class WitnessOptions
{
    public const string Section = "Consent:Witness";

    /// <summary>A file that heads are added to; on another machine's disk it is a witness, on this one a copy.</summary>
    public string? File { get; set; }

    /// <summary>An address that heads are posted to as JSON.</summary>
    [Url]
    public string? Webhook { get; set; }

    /// <summary>An e-mail address, such as the DPO's or the auditor's; by the server of <c>Consent__Mail__*</c>.</summary>
    [EmailAddress]
    public string? Email { get; set; }

    /// <summary>How often the file and the webhook get a head.</summary>
    [Range(1, 86_400)]
    public int Seconds { get; set; } = 60;

    /// <summary>How often the e-mail address gets one.</summary>
    [Range(60, 31 * 86_400)]
    public int EmailSeconds { get; set; } = 86_400;
}
