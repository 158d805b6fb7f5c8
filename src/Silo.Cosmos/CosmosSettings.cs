using System.ComponentModel.DataAnnotations;

namespace Consent.Silo.Cosmos;

/// <summary>How the service uses an account of Azure Cosmos DB, from <c>Consent__Cosmos__*</c> environment variables.</summary>
public sealed class CosmosSettings
{
    public const string Section = "Consent:Cosmos";

    /// <summary>The database; all containers of the service and of Orleans are in it.</summary>
    [Required, StringLength(255)]
    public string Database { get; set; } = "consent";

    /// <summary>Whether the database and its containers are made at start where they are not there.</summary>
    public bool Create { get; set; }

    /// <summary>The most request units a second, shared by all containers, of a database that is made here; they grow and fall by themselves.
    /// Without it the account must be serverless.</summary>
    [Range(1000, 1_000_000)]
    public int? Throughput { get; set; }

    /// <summary>HTTPS alone, through the gateway: for the emulator and for networks that let nothing else out.</summary>
    public bool Gateway { get; set; }

    /// <summary>In the operator's own words, that it accepts what a weaker consistency can bring back.</summary>
    [MinLength(20, ErrorMessage = "Consent__Cosmos__AcceptWeaker holds the operator's own words, a sentence with a name and a date.")]
    public string? AcceptWeaker { get; set; }
}
