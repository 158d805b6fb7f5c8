using System.Collections.Immutable;
using System.Reflection;
using System.Security.Claims;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Who calls: the operator its key is bound to, the key's id, and what it may do.</summary>
public sealed class Caller(OperatorId operatorId, string keyId, ImmutableArray<Scope> scopes, Catalogues catalogues) : ClaimsPrincipal(new ClaimsIdentity("key"))
{
    public OperatorId Operator { get; } = operatorId;

    /// <summary>What the rules look at for the caller's operator; null for a key of the installation.</summary>
    public Rules? Rules => catalogues.For(Operator);

    /// <summary>How the journal names the author of an entry: the key, never a person.</summary>
    public string Actor { get; } = "key:" + keyId;

    public bool RunsInstallation => Operator == OperatorId.Installation;

    public bool Has(Scope scope) => scopes.Contains(scope);

    /// <summary>Lets an endpoint take its caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(context.User as Caller);
}
