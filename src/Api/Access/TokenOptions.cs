using System.ComponentModel.DataAnnotations;

namespace Consent.Api;

/// <summary>How identity providers of operators are asked for their keys, from <c>Consent__Tokens__*</c>.</summary>
public sealed class TokenOptions
{
    public const string Section = "Consent:Tokens";

    /// <summary>Hosts of identity providers inside the network, by commas: these may have internal addresses and plain http.</summary>
    public string InternalHosts { get; set; } = "";

    /// <summary>How often at most a token of an unknown key has the provider's keys fetched again.</summary>
    [Range(1, 3600)]
    public int RefreshSeconds { get; set; } = 30;
}
