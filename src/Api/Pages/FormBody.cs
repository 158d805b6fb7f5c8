using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Primitives;

namespace Consent.Api;

/// <summary>A form of ours read as the body that the API takes: its fields are named as the API names them (<c>applicant.name</c>, <c>demands[0].kind</c>), and what
/// was left empty is left out.</summary>
internal sealed class FormBody(IFormCollection form, Tenant tenant, Idempotency idempotency)
{
    /// <summary>The field by which a form that is sent twice has one effect.</summary>
    public const string Once = "once";

    private const string VersionField = "version";
    private const string LocalInstant = "yyyy-MM-dd'T'HH:mm";
    private const int MostItems = 100;

    /// <summary>The version the page was made from; null where it does not say.</summary>
    public long? Version => long.TryParse(this[VersionField], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    public Idempotency Idempotency => idempotency.Under(this[Once]);

    public string? this[string name] => form[name] is [{ } value] && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>What was typed in, to be shown again.</summary>
    public IReadOnlyDictionary<string, string[]> Sent => form.ToDictionary(pair => pair.Key, pair => pair.Value.OfType<string>().ToArray());

    /// <exception cref="InvalidRequestException">It is no form.</exception>
    public static async Task<FormBody> ReadAsync(HttpContext context, Tenant tenant)
    {
        if (!context.Request.HasFormContentType) throw new InvalidRequestException("body", Texts.Get("BodyUnreadable"));
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return new FormBody(form, tenant, await Idempotency.BindAsync(context, null!));
        }
        catch (InvalidDataException)
        {
            throw new InvalidRequestException("body", Texts.Get("BodyUnreadable"));
        }
    }

    /// <summary>The same form with one field said otherwise.</summary>
    public FormBody With(string name, string? value) => new(
        new FormCollection(form.Where(field => field.Key != name).Append(KeyValuePair.Create(name, new StringValues(value))).ToDictionary(field => field.Key, field => field.Value)), tenant, idempotency);

    /// <exception cref="InvalidRequestException">A field is not of its type.</exception>
    public TBody Read<TBody>() where TBody : class
    {
        var shape = (JsonTypeInfo<TBody>)ApiJson.Wire.GetTypeInfo(typeof(TBody))!;
        return JsonSerializer.Deserialize(ObjectOf(shape, "") ?? [], shape)!;
    }

    private JsonObject? ObjectOf(JsonTypeInfo shape, string prefix)
    {
        var read = new JsonObject();
        foreach (var property in shape.Properties)
            if (ValueOf(property.PropertyType, prefix + property.Name) is { } value) read[property.Name] = value;
        return read.Count == 0 ? null : read;
    }

    private JsonNode? ValueOf(Type type, string name)
    {
        if (type == typeof(string)) return this[name] is { } text ? JsonValue.Create(InstantOf(name, text)) : null;
        if (type == typeof(bool?)) return this[name] is { } told ? JsonValue.Create(told is "true") : null;
        if (type == typeof(int?))
            return this[name] is not { } digits ? null : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
                : throw new InvalidRequestException(name, Texts.Get("FieldNotNumber", 1, int.MaxValue));
        if (type == typeof(DateTimeOffset?)) return this[name] is { } instant ? JsonValue.Create(InstantOf(name, instant)) : null;
        if (!type.IsGenericType) return ObjectOf(ApiJson.Wire.GetTypeInfo(type)!, name + ".");
        var element = type.GetGenericArguments()[0];
        return element == typeof(string) ? TextsOf(name) : ItemsOf(element, name);
    }

    private JsonArray? TextsOf(string name)
    {
        JsonNode?[] values = [.. form[name].Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => JsonValue.Create(value!.Trim()))];
        return values.Length == 0 ? null : new JsonArray(values);
    }

    // Those that were filled in.
    private JsonArray? ItemsOf(Type element, string name)
    {
        var shape = ApiJson.Wire.GetTypeInfo(element)!;
        var items = Enumerable.Range(0, MostItems).TakeWhile(i => form.Keys.Any(key => key.StartsWith($"{name}[{i}].", StringComparison.Ordinal)))
            .Select(i => ObjectOf(shape, $"{name}[{i}].")).OfType<JsonNode>().ToArray();
        return items.Length == 0 ? null : new JsonArray(items);
    }

    // A browser names a time without its zone: it is that of the operator.
    private string InstantOf(string name, string text)
    {
        if (!name.EndsWith("At", StringComparison.Ordinal) || !DateTime.TryParseExact(text, LocalInstant, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return text;
        while (tenant.Rules.Zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, tenant.Rules.Zone.GetUtcOffset(local)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
