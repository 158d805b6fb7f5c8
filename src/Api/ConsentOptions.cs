using System.ComponentModel.DataAnnotations;

namespace Consent.Api;

/// <summary>The settings of the service, from <c>Consent__*</c> environment variables. The law is not a setting.</summary>
public sealed class ConsentOptions
{
    public const string Section = "Consent";

    /// <summary>The folder of the embedded database and of the installation's secret.</summary>
    [Required]
    public string Data { get; set; } = "data";

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

    /// <summary>Networks (CIDR) of the proxies in front, by commas: only from them is <c>X-Forwarded-For</c> believed.</summary>
    public string Proxies { get; set; } = "";

    /// <summary>Names this process in the access journal, among those that share the database; the machine's name where none is given.</summary>
    [RegularExpression("[a-z0-9-]{1,40}")]
    public string? Node { get; set; }

    public LimitOptions Limits { get; set; } = new();

    public TokenOptions Tokens { get; set; } = new();

    public ClockOptions Clock { get; set; } = new();

    public sealed class LimitOptions
    {
        /// <summary>Calls a second of one credential, twice as many at once; the check is not counted. 0: no limit.</summary>
        [Range(0, 1_000_000)]
        public int PerCredential { get; set; } = 1000;

        /// <summary>Calls a minute of one address without a good credential. 0: no limit.</summary>
        [Range(0, 1_000_000)]
        public int PerAddress { get; set; } = 600;

        /// <summary>How long a call may take, but for a stream.</summary>
        [Range(1, 600)]
        public int Seconds { get; set; } = 30;
    }

    public sealed class TokenOptions
    {
        /// <summary>Hosts of identity providers inside the network, by commas: these may have internal addresses and plain http.</summary>
        public string InternalHosts { get; set; } = "";

        /// <summary>How often at most a token of an unknown key has the provider's keys fetched again.</summary>
        [Range(1, 3600)]
        public int RefreshSeconds { get; set; } = 30;
    }

    public sealed class ClockOptions
    {
        /// <summary>Development only: the instant at which the service's clock starts; it then runs at normal speed.</summary>
        public DateTimeOffset? StartAt { get; set; }
    }
}
