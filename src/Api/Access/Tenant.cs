using System.Reflection;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>The caller and its operator's rules: what an endpoint of an operator needs. A key of the installation has no operator (404).</summary>
public sealed record Tenant(Caller Caller, Rules Rules)
{
    public OperatorId Operator => Caller.Operator;

    public string Actor => Caller.Actor;

    public FileKey File(SubjectId subject) => new(Operator, subject);

    /// <summary>Lets an endpoint take its tenant as a parameter.</summary>
    public static ValueTask<Tenant> BindAsync(HttpContext context, ParameterInfo _)
    {
        if (context.User is not Caller caller) throw new NotFoundException();
        var rules = context.RequestServices.GetRequiredService<Catalogues>().For(caller.Operator) ?? throw new NotFoundException();
        return ValueTask.FromResult(new Tenant(caller, rules));
    }
}

/// <summary>Absent, or not the caller's: the same answer (404).</summary>
public sealed class NotFoundException : Exception;
