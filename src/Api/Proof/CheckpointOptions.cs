using System.ComponentModel.DataAnnotations;

namespace Consent.Api;

/// <summary>How often the journal is signed and by which key, from <c>Consent__Checkpoints__*</c>.</summary>
public sealed class CheckpointOptions
{
    public const string Section = "Consent:Checkpoints";

    /// <summary>At most this long is an entry without a signed head over it.</summary>
    [Range(1, 86_400)]
    public int Seconds { get; set; } = 10;

    /// <summary>Which signing key of the installation is in use: one more makes a new one, those before stay listed.</summary>
    [Range(1, 1000)]
    public int KeyNumber { get; set; } = 1;
}
