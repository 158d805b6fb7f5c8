using Consent.Domain;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>What the alarm clocks ask, of many operators at once.</summary>
internal static class WakeUpQuestions
{
    public static QueryDefinition Due(DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, IReadOnlyList<OperatorId>? operators)
    {
        var where = new Conditions("wake-up");
        where.Only("c.at <= @now", ("@now", Numbers.Of(now)));
        if (operators is not null) where.Only("ARRAY_CONTAINS(@operators, c.operator)", ("@operators", operators.Select(id => id.Value).ToArray()));
        if (after is { } last)
            where.Only(
                "(c.at > @at OR (c.at = @at AND (c.operator > @operator OR (c.operator = @operator AND c.subject > @subject))))",
                ("@at", Numbers.Of(last.At)), ("@operator", last.File.Operator.Value), ("@subject", last.File.Subject.Value));
        return where.Select(
            "c.at, c.operator, c.subject", FormattableString.Invariant($"ORDER BY c.at ASC, c.operator ASC, c.subject ASC OFFSET 0 LIMIT {limit}"));
    }
}
