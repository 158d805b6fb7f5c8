using System.Reflection;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The subject who calls, with its own file and its operator's rules. Whoever is no subject has no file of its own (404).</summary>
internal sealed record Me(Caller Caller, FileKey File, Rules Rules)
{
    /// <summary>Lets an endpoint take the subject as a parameter.</summary>
    public static ValueTask<Me> BindAsync(HttpContext context, ParameterInfo _) =>
        context.User is Caller { Subject: { } subject, Rules: { } rules } caller
            ? ValueTask.FromResult(new Me(caller, new FileKey(caller.Operator, subject), rules)) : throw new NotFoundException();
}
