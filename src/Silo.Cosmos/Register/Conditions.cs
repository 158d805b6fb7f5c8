using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>The conditions of a query, each with its parameters: what clients send is never part of the text.</summary>
internal sealed class Conditions
{
    private readonly List<string> _where = [];
    private readonly List<(string Name, object Value)> _parameters = [];

    /// <param name="type">The kind of row that is asked for.</param>
    public Conditions(string type) => Only("c.type = @type", ("@type", type));

    public void Only(string condition, params ReadOnlySpan<(string, object)> values)
    {
        _where.Add(condition);
        _parameters.AddRange(values);
    }

    /// <param name="rest">What follows the conditions.</param>
    public QueryDefinition Select(string columns, string rest = "")
    {
        var query = new QueryDefinition($"SELECT {columns} FROM c WHERE {string.Join(" AND ", _where)} {rest}");
        return _parameters.Aggregate(query, (with, parameter) => with.WithParameter(parameter.Name, parameter.Value));
    }
}
