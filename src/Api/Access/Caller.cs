using System.Reflection;
using System.Security.Claims;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Who calls: the operator its key is bound to, the key's id, and what it may do.</summary>
public sealed class Caller(OperatorId operatorId, string keyId, IReadOnlyCollection<Scope> scopes) : ClaimsPrincipal(new ClaimsIdentity("key"))
{
    public OperatorId Operator { get; } = operatorId;

    public IReadOnlyCollection<Scope> Scopes { get; } = scopes;

    /// <summary>How the journal names the author of an entry: the key, never a person.</summary>
    public string Actor { get; } = "key:" + keyId;

    public bool RunsInstallation => Operator == OperatorId.Installation;

    /// <summary>Lets an endpoint take its caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(context.User as Caller);
}
