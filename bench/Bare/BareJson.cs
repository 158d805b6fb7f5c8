using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Bench.Data;
using Consent.Storage;

namespace Consent.Bench.Bare;

/// <summary>The shape of a check's answer.</summary>
internal readonly record struct BareAnswer(
    bool Allowed, string Reason, string? Basis, string Article, DateTime? ValidUntil, DateTime CheckedAt, long Version)
{
    /// <summary>What the service would answer for a story, without asking anybody.</summary>
    public static BareAnswer Of(Story story) => new(
        story.Allowed,
        story.Reason,
        !story.Allowed ? null : story.Purpose == BenchCatalogue.Contract ? "contract" : "consent",
        story.Allowed ? "ст. 6 ч. 1 п. 1" : "ст. 9 ч. 2",
        story.Commands(DateTimeOffset.UtcNow, "").Any(command => command is Domain.GiveConsent { ExpiresAt: not null } or Domain.RecordGround) && story.Allowed
            ? DateTime.UtcNow.AddDays(300)
            : null,
        DateTime.UtcNow,
        story.Version);
}

internal readonly record struct BareItem(
    string Id, bool Allowed, string Reason, string? Basis, string Article, DateTime? ValidUntil, DateTime CheckedAt, long Version)
{
    public static BareItem Of(string id, BareAnswer answer) =>
        new(id, answer.Allowed, answer.Reason, answer.Basis, answer.Article, answer.ValidUntil, answer.CheckedAt, answer.Version);
}

internal sealed record BareItems(BareItem[] Results);

internal sealed record BareCheck(string? Id, string? Subject, string? Purpose);

internal sealed record BareChecks(IReadOnlyList<BareCheck> Checks);

internal sealed record BareText(string Code, int Version);

internal sealed record BareRow(string Id, string Status, string Subject, string Purpose, BareText Text, DateTime GivenAt, string Receipt);

/// <summary>Source-generated, as the service's own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BareAnswer))]
[JsonSerializable(typeof(BareItems))]
[JsonSerializable(typeof(BareChecks))]
[JsonSerializable(typeof(BareRow))]
internal sealed partial class BareJson : JsonSerializerContext
{
    public static BareJson Wire => Readable.Instance;

    private static class Readable
    {
        public static readonly BareJson Instance = new(new JsonSerializerOptions(Default.Options) { Encoder = ReadableJson.Encoder });
    }
}
