using System.Reflection;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The caller and its operator's rules: what an endpoint of an operator needs. A key of the installation has no operator (404).</summary>
public sealed record Tenant(Caller Caller, Rules Rules)
{
    public OperatorId Operator => Caller.Operator;

    public string Actor => Caller.Actor;

    public FileKey File(SubjectId subject) => new(Operator, subject);

    /// <summary>Lets an endpoint take its tenant as a parameter.</summary>
    public static ValueTask<Tenant> BindAsync(HttpContext context, ParameterInfo _) =>
        context.User is Caller { Rules: { } rules } caller ? ValueTask.FromResult(new Tenant(caller, rules)) : throw new NotFoundException();
}

/// <summary>Absent, or not the caller's: the same answer (404).</summary>
public sealed class NotFoundException : Exception;
