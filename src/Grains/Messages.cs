using System.Collections.Immutable;

namespace Consent.Grains;

/// <summary>A command, an event or a refusal on its way between silos: its name and its JSON.</summary>
[GenerateSerializer, Immutable, Alias("consent.named-json")]
public readonly record struct NamedJson([property: Id(0)] string Name, [property: Id(1)] byte[] Json);

/// <summary>A command with who gave it and the client's key.</summary>
[GenerateSerializer, Immutable, Alias("consent.command")]
public sealed record CommandMessage(
    [property: Id(0)] string Actor, [property: Id(1)] NamedJson Command, [property: Id(2)] string? Key, [property: Id(3)] byte[]? BodySha256);

/// <summary>What a file answers.</summary>
[GenerateSerializer, Immutable, Alias("consent.reply")]
public abstract record Reply;

/// <summary>The answer of a check, as JSON.</summary>
[GenerateSerializer, Immutable, Alias("consent.reply.checked")]
public sealed record CheckedReply([property: Id(0)] byte[] Json) : Reply;

[GenerateSerializer, Immutable, Alias("consent.reply.done")]
public sealed record DoneReply(
    [property: Id(0)] string File, [property: Id(1)] long Version, [property: Id(2)] ImmutableArray<NamedJson> Events) : Reply;

[GenerateSerializer, Immutable, Alias("consent.reply.refused")]
public sealed record RefusedReply([property: Id(0)] NamedJson Refusal) : Reply;

[GenerateSerializer, Immutable, Alias("consent.reply.key-used-for-another")]
public sealed record KeyUsedForAnotherReply : Reply;

/// <summary>Another file took the request number first.</summary>
[GenerateSerializer, Immutable, Alias("consent.reply.number-taken")]
public sealed record NumberTakenReply : Reply;

/// <summary>The journal did not take the write.</summary>
[GenerateSerializer, Immutable, Alias("consent.reply.unavailable")]
public sealed record UnavailableReply([property: Id(0)] string What) : Reply;

/// <summary>The journal contradicts itself.</summary>
[GenerateSerializer, Immutable, Alias("consent.reply.damaged")]
public sealed record DamagedReply([property: Id(0)] string What) : Reply;
