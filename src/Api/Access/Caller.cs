using System.Collections.Immutable;
using System.Reflection;
using System.Security.Claims;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Who calls: the operator its credential is bound to, how the journal names it, and what it may do.</summary>
/// <param name="actor">Of a key its id, of a token a hash of its subject: never a person.</param>
/// <param name="subject">Whose own file it is, where the scope is <c>subject</c>.</param>
public sealed class Caller(OperatorId operatorId, string actor, ImmutableArray<Scope> scopes, Catalogues catalogues, SubjectId? subject = null)
    : ClaimsPrincipal(new ClaimsIdentity("key"))
{
    public OperatorId Operator { get; } = operatorId;

    /// <summary>What the rules look at for the caller's operator; null for a key of the installation.</summary>
    public Rules? Rules => catalogues.For(Operator);

    /// <summary>How the journal names the author of an entry: the credential, never a person.</summary>
    public string Actor { get; } = actor;

    public SubjectId? Subject { get; } = subject;

    public bool RunsInstallation => Operator == OperatorId.Installation;

    public bool Has(Scope scope) => scopes.Contains(scope);

    /// <summary>Lets an endpoint take its caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(context.User as Caller);
}
