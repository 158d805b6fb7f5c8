using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>How a person showed the will (63-ФЗ): a tick or a code, a simple, enhanced or qualified electronic signature, a hand.</summary>
public enum SignatureKind { None, Simple, Enhanced, Qualified, Handwritten }

/// <summary>One box of the form as it was shown.</summary>
public sealed record ShownBox(PurposeCode Purpose, bool TickedByDefault);

/// <summary>What the person saw: the hash of the text, the boxes, and whether the consent stood apart from other documents (ст. 9 ч. 1).</summary>
public sealed record ShownForm(string? TextSha256, ImmutableArray<ShownBox> Boxes, bool IsSeparate);

/// <summary>Who acted for the subject and by which paper (ст. 9 ч. 1).</summary>
public sealed record RepresentativeEvidence(Personal Name, Personal Authority);

/// <summary>How it can be proven that consent was given (ст. 9 ч. 3).</summary>
public sealed record Evidence(
    string Channel,
    Personal? Ip,
    Personal? UserAgent,
    Personal? Page,
    SignatureKind Signature,
    RepresentativeEvidence? Representative,
    ShownForm? Shown,
    Personal? Document);

public abstract record ConsentCommand(DateTimeOffset At, PurposeCode Purpose) : FileCommand(At);

/// <summary>Record a consent given at <paramref name="GivenAt"/>; <see cref="FileCommand.At"/> is the instant of recording.</summary>
public sealed record GiveConsent(
    DateTimeOffset At, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt, DateTimeOffset? ExpiresAt, Evidence Evidence)
    : ConsentCommand(At, Purpose);

/// <summary>Record that the person was asked and said no: an answer too, and never a consent.</summary>
public sealed record RefuseConsent(DateTimeOffset At, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt, Evidence Evidence)
    : ConsentCommand(At, Purpose);

public abstract record ConsentEvent(DateTimeOffset At, PurposeCode Purpose) : FileEvent(At);

public sealed record ConsentGiven(DateTimeOffset At, PurposeCode Purpose, TextRef Text, DateTimeOffset? ExpiresAt, Evidence Evidence)
    : ConsentEvent(At, Purpose);

public sealed record ConsentRefused(DateTimeOffset At, PurposeCode Purpose, TextRef Text, Evidence Evidence) : ConsentEvent(At, Purpose);

/// <summary>The consent ends because the person withdrew it by a request (ст. 9 ч. 2).</summary>
public sealed record ConsentWithdrawn(DateTimeOffset At, PurposeCode Purpose, long Consent, string Request) : ConsentEvent(At, Purpose);

/// <summary>The day written in the consent has come (ст. 9 ч. 4 п. 8); the check knew it without this entry.</summary>
public sealed record ConsentExpired(DateTimeOffset At, PurposeCode Purpose, long Consent) : ConsentEvent(At, Purpose);
