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

    /// <summary>An e-mail address, such as the DPO's or the auditor's.</summary>
    [EmailAddress]
    public string? Email { get; set; }

    /// <summary>How often the file and the webhook get a head.</summary>
    [Range(1, 86_400)]
    public int Seconds { get; set; } = 60;

    /// <summary>How often the e-mail address gets one.</summary>
    [Range(60, 31 * 86_400)]
    public int EmailSeconds { get; set; } = 86_400;

    /// <summary>The mail server.</summary>
    public string? SmtpHost { get; set; }

    [Range(1, 65_535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>STARTTLS; off only for a server on the same machine.</summary>
    public bool SmtpTls { get; set; } = true;

    public string? SmtpUser { get; set; }

    public string? SmtpPassword { get; set; }

    /// <summary>Who the letters are from.</summary>
    [EmailAddress]
    public string? From { get; set; }
}
