using System.Collections.Immutable;
using System.Reflection;
using System.Security.Claims;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Who calls: the operator its credential is bound to, how the journal names it, and what it may do.</summary>
/// <param name="actor">Of a key its id, of a token a hash of its subject, of a person its id: never a name.</param>
/// <param name="session">The session it is signed in by; null for keys and tokens.</param>
public sealed class Caller(OperatorId operatorId, string actor, ImmutableArray<Scope> scopes, Catalogues catalogues, string? session = null)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session ?? actor)], "consent"))
{
    public OperatorId Operator { get; } = operatorId;

    /// <summary>What the rules look at for the caller's operator; null for a key of the installation.</summary>
    public Rules? Rules => catalogues.For(Operator);

    /// <summary>How the journal names the author of an entry: the credential, never a person.</summary>
    public string Actor { get; } = actor;

    /// <summary>Whose own file it is, and nobody else's, where the scope is <c>subject</c>; null for everybody else.</summary>
    public SubjectId? Subject { get; init; }

    /// <summary>The session of a person or a subject; null for keys and tokens.</summary>
    public string? Session { get; } = session;

    /// <summary>The person at the desk and the session it is signed in by; null for everybody else.</summary>
    public (Person Person, PersonSession Session)? SignedIn { get; init; }

    /// <summary>Came with a cookie, which a browser sends unasked: what changes something must prove that the page was ours.</summary>
    public bool IsByCookie { get; init; }

    public bool RunsInstallation => Operator == OperatorId.Installation;

    public bool Has(Scope scope) => scopes.Contains(scope);

    /// <summary>Lets an endpoint take its caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(context.User as Caller);
}
