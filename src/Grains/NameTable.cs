using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Consent.Grains;

/// <summary>The members of one closed family by their names on the wire.</summary>
internal sealed class NameTable<T>(params (string Name, JsonTypeInfo Shape)[] rows) where T : class
{
    private readonly FrozenDictionary<string, JsonTypeInfo> _shapes = rows.ToFrozenDictionary(row => row.Name, row => row.Shape);
    private readonly FrozenDictionary<Type, (string Name, JsonTypeInfo Shape)> _rows = rows.ToFrozenDictionary(row => row.Shape.Type);

    /// <summary>Every type that has a name.</summary>
    public IEnumerable<Type> Types => _rows.Keys;

    /// <summary>Every name and its type.</summary>
    public IEnumerable<(string Name, Type Type)> Rows => _rows.Values.Select(row => (row.Name, row.Shape.Type));

    public NamedJson Write(T value)
    {
        var (name, shape) = _rows[value.GetType()];
        return new NamedJson(name, JsonSerializer.SerializeToUtf8Bytes(value, shape));
    }

    /// <exception cref="NotSupportedException">The sender is of a version that knows more.</exception>
    public T Read(NamedJson json) => _shapes.TryGetValue(json.Name, out var shape)
        ? (T)JsonSerializer.Deserialize(json.Json, shape)!
        : throw new NotSupportedException($"This version does not know '{json.Name}'.");
}
