using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>The rows of the register as they wait in a state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(SubjectIdJson), typeof(UtcJson), typeof(KebabCase<Channel>), typeof(KebabCase<DemandKind>), typeof(KebabCase<DemandStatus>),
        typeof(KebabCase<Duty>), typeof(KebabCase<Origin>), typeof(KebabCase<ObligationStatus>), typeof(KebabCase<ContactKind>)])]
[JsonSerializable(typeof(RegisterRows))]
internal sealed partial class RowsJson : JsonSerializerContext
{
    public static string Write(RegisterRows rows) => JsonSerializer.Serialize(rows, Default.RegisterRows);

    // Rows that waited since before there were contacts have none.
    public static RegisterRows Read(string json) =>
        JsonSerializer.Deserialize(json, Default.RegisterRows)! is var rows && rows.Contacts.IsDefault ? rows with { Contacts = [] } : rows;
}
