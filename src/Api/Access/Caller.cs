using System.Collections.Immutable;
using System.Reflection;
using System.Security.Claims;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Who calls: the operator its key is bound to, the key's id, and what it may do.</summary>
public sealed class Caller(OperatorId operatorId, string keyId, ImmutableArray<Scope> scopes, Catalogues catalogues, string kind = "key")
    : ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, keyId)], kind))
{
    public OperatorId Operator { get; } = operatorId;

    /// <summary>What the rules look at for the caller's operator; null for a key of the installation.</summary>
    public Rules? Rules => catalogues.For(Operator);

    /// <summary>How the journal names the author of an entry: the key, the id of a person, the subject; never a name.</summary>
    public string Actor { get; init; } = $"{kind}:{keyId}";

    /// <summary>The person at the desk and the session it is signed in by; null for a key.</summary>
    public (Person Person, PersonSession Session)? SignedIn { get; init; }

    /// <summary>The subject whose own file it is, and nobody else's; null for everybody else.</summary>
    public (SubjectId Subject, string Session)? Subject { get; init; }

    /// <summary>Came with a cookie, which a browser sends unasked: what changes something must prove that the page was ours.</summary>
    public bool IsByCookie { get; init; }

    public bool RunsInstallation => Operator == OperatorId.Installation;

    public bool Has(Scope scope) => scopes.Contains(scope);

    /// <summary>Lets an endpoint take its caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(context.User as Caller);
}
