using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary><c>Authorization: Bearer</c> with a key of the service.</summary>
public sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Catalogues catalogues, KeyTickets tickets)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "key";

    private const string Bearer = "Bearer ";
    private const int MaxLength = 512;
    private static readonly Task<AuthenticateResult> Nobody = Task.FromResult(AuthenticateResult.NoResult());

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > MaxLength)
            return Nobody;
        var token = header[Bearer.Length..];
        return catalogues.FindKey(Keys.IdOf(token)) is var (operatorId, key) && Keys.Fits(key, token) ? tickets.Of(operatorId, key) : Nobody;
    }
}

/// <summary>One ticket a key: what a key may do does not change, so its principal is made once.</summary>
public sealed class KeyTickets
{
    private readonly ConcurrentDictionary<string, Task<AuthenticateResult>> _tickets = new(StringComparer.Ordinal);

    internal Task<AuthenticateResult> Of(OperatorId operatorId, ApiKey key) => _tickets.GetOrAdd(
        key.Id,
        (id, of) => Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new Caller(of.operatorId, id, of.key.Scopes), KeyAuthentication.SchemeName))),
        (operatorId, key));
}
