using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What is asked of entries of many files, in SQL that every database here understands.</summary>
internal static class EntryQuestions
{
    /// <summary>The last entries of some kinds, or of an actor, each kind read backwards along its index.</summary>
    public static Question<Entry> Back(OperatorId operatorId, EntryFilter filter, long before, int limit)
    {
        var (column, values) = filter switch
        {
            EntryFilter.OfKinds kinds => ("kind", kinds.Kinds),
            EntryFilter.OfActor actor => ("actor", [actor.Actor]),
            _ => throw new InvalidOperationException($"No column for {filter.GetType().Name}."),
        };
        var parts = values.Select((_, i) =>
            $"SELECT * FROM (SELECT {EntryRows.Columns} FROM entries e WHERE e.operator = @operator AND e.{column} = @value{i} AND e.position < @before ORDER BY e.position DESC LIMIT @limit) p{i}");
        return new(
            $"{string.Join(" UNION ALL ", parts)} ORDER BY position DESC LIMIT @limit",
            [("@operator", operatorId.Value), ("@before", before), ("@limit", limit), .. values.Select((value, i) => ($"@value{i}", (object)value))],
            row => EntryRows.ReadOf(operatorId, row));
    }
}
