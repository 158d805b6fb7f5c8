using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Consent.Silo;

/// <summary>Which cluster a silo belongs to and where the others find it, from <c>Consent__Cluster__*</c> environment variables.</summary>
public sealed class ClusterOptions : IValidatableObject
{
    public const string Section = "Consent:Cluster";

    /// <summary>The silos of a database are one cluster and have one id; it is changed while all of them are stopped.</summary>
    [Required, StringLength(100)]
    public string Id { get; set; } = "consent";

    /// <summary>Whose reminders these are. It stays the same for the life of the installation.</summary>
    [Required, StringLength(100)]
    public string ServiceId { get; set; } = "consent";

    /// <summary>Where the other silos call this one. It asks for no password: a private network only.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where Orleans clients outside the cluster would call; 0, closed, because none of ours does.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; set; }

    /// <summary>The address of this machine as the other silos see it; without it the machine's own first one.</summary>
    public string? AdvertisedIp { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AdvertisedIp is not null && !IPAddress.TryParse(AdvertisedIp, out _))
            yield return new ValidationResult("Consent__Cluster__AdvertisedIp is not an IP address such as 10.0.0.11.", [nameof(AdvertisedIp)]);
        if (SiloPort == GatewayPort)
            yield return new ValidationResult("Consent__Cluster__SiloPort and Consent__Cluster__GatewayPort must differ.", [nameof(GatewayPort)]);
    }
}
