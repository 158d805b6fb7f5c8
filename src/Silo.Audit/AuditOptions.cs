using System.ComponentModel.DataAnnotations;

namespace Consent.Silo.Audit;

/// <summary>Where the audit goes, from <c>Consent__Audit__*</c>; the built-in journal is kept whatever these say.</summary>
public sealed class AuditOptions
{
    public const string Section = "Consent:Audit";

    public const string File = "file";

    public const string None = "none";

    /// <summary><c>file</c>, <c>none</c>, or the name of a data provider's type with its assembly: <c>Audit.Core.Providers.EventLogDataProvider, Audit.NET</c>.</summary>
    [Required]
    public string Provider { get; set; } = File;

    /// <summary>The folder of the file provider; <c>audit</c> in the data folder where it is not set.</summary>
    public string? Path { get; set; }

    /// <summary>No audit record, no answer.</summary>
    public bool Required { get; set; }

    /// <summary>Properties of a provider given by its type: <c>Consent__Audit__Settings__ConnectionString</c>.</summary>
    public Dictionary<string, string> Settings { get; } = [];
}
