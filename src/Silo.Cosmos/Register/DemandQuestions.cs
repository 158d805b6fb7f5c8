using System.Text.Json;
using Consent.Domain;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>What the register is asked of demands.</summary>
internal static class DemandQuestions
{
    public static QueryDefinition Letters(DateOnly from, DateOnly to) => Received(RequestDocument.Kind, from, to).Select("VALUE COUNT(1)");

    /// <summary>The numbers of letters that go on under another.</summary>
    public static QueryDefinition Continued(DateOnly from, DateOnly to)
    {
        var where = Received("demand", from, to);
        where.Only("c.status = @status", ("@status", Words.Of(DemandStatus.Continued)));
        return where.Select("DISTINCT VALUE c.number");
    }

    public static QueryDefinition Groups(DateOnly from, DateOnly to) => Received("demand", from, to).Select(
        "c.kind, c.channel, c.receivedOn, c.decidedOn, c.status, c.late, c.extended, COUNT(1) AS n",
        "GROUP BY c.kind, c.channel, c.receivedOn, c.decidedOn, c.status, c.late, c.extended");

    public static DemandGroup ReadGroup(JsonElement row) => new(
        Word.Read<DemandKind>(Text(row, "kind")!), Word.Read<Channel>(Text(row, "channel")!), Day.Read(Text(row, "receivedOn")!),
        Text(row, "decidedOn") is { } decided ? Day.Read(decided) : null, Word.Read<DemandStatus>(Text(row, "status")!),
        row.GetProperty("late").GetBoolean(), row.GetProperty("extended").GetBoolean(), row.GetProperty("n").GetInt64());

    private static Conditions Received(string type, DateOnly from, DateOnly to)
    {
        var where = new Conditions(type);
        where.Only("c.receivedOn >= @from AND c.receivedOn <= @to", ("@from", Day.Of(from)), ("@to", Day.Of(to)));
        return where;
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
}
