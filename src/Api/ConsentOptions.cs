using System.ComponentModel.DataAnnotations;

namespace Consent.Api;

/// <summary>The settings of the service, from <c>Consent__*</c> environment variables. The law is not a setting.</summary>
public sealed class ConsentOptions
{
    public const string Section = "Consent";

    /// <summary>The folder of the embedded database and of the installation's secret.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>The ledger of destroyed files, where it is not to lie in the data folder: it must not be restored together with the database.</summary>
    public string? Ledger { get; set; }

    /// <summary><c>sqlite</c>, <c>postgres</c>, or <c>cosmos</c> where the host is a silo.</summary>
    [AllowedValues("sqlite", "postgres", "cosmos")]
    public string Storage { get; set; } = "sqlite";

    /// <summary>The first administrator's key, at least 16 characters; without it the first start makes one and prints it once.</summary>
    [MinLength(16)]
    public string? BootstrapKey { get; set; }

    /// <summary>How many subject files are held open at most.</summary>
    [Range(100, 10_000_000)]
    public int OpenFiles { get; set; } = Engine.EmbeddedEngine.DefaultOpenFiles;

    /// <summary>How long it goes on answering after it was told to stop, with <c>/health/ready</c> at 503, before it stops accepting.</summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; }

    /// <summary>Fill an empty installation with two operators to look at.</summary>
    public bool Demo { get; set; }

    public ClockOptions Clock { get; set; } = new();

    public sealed class ClockOptions
    {
        /// <summary>Development only: the instant at which the service's clock starts; it then runs at normal speed.</summary>
        public DateTimeOffset? StartAt { get; set; }
    }
}
