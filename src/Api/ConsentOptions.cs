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

    /// <summary>Where browsers reach the service, such as <c>https://consent.example.ru</c>; without it links name the address that was called.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    public SessionsOptions Sessions { get; set; } = new();

    public MailOptions Mail { get; set; } = new();

    /// <summary>Networks (CIDR) of the proxies in front, by commas: only from them is <c>X-Forwarded-For</c> believed.</summary>
    public string Proxies { get; set; } = "";

    /// <summary>Names this process in the access journal, among those that share the database; the machine's name where none is given.</summary>
    [RegularExpression("[a-z0-9-]{1,40}")]
    public string? Node { get; set; }

    public ClockOptions Clock { get; set; } = new();

    /// <summary>How long people and subjects stay signed in.</summary>
    public sealed class SessionsOptions
    {
        [Range(1, 720)]
        public int IdleMinutes { get; set; } = 30;

        [Range(1, 72)]
        public int Hours { get; set; } = 12;

        [Range(1, 240)]
        public int SubjectMinutes { get; set; } = 30;
    }

    /// <summary>The mail server; without a host the service sends no mail.</summary>
    public sealed class MailOptions
    {
        public string? Host { get; set; }

        [Range(1, 65535)]
        public int Port { get; set; } = 587;

        /// <summary>Off only for a server on the same machine.</summary>
        public bool StartTls { get; set; } = true;

        public string? User { get; set; }

        public string? Password { get; set; }

        [EmailAddress]
        public string? From { get; set; }
    }

    public sealed class ClockOptions
    {
        /// <summary>Development only: the instant at which the service's clock starts; it then runs at normal speed.</summary>
        public DateTimeOffset? StartAt { get; set; }
    }
}
