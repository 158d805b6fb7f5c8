namespace Consent.Domain;

public sealed record PurposeUnknown(PurposeCode Purpose) : Refusal("ст. 5 ч. 2", "purpose");

public sealed record PurposeDoesNotRestOnConsent(PurposeCode Purpose, LawfulBasis Basis) : Refusal("ст. 6 ч. 1", "purpose");

public sealed record TextUnknown(TextRef Text) : Refusal("ст. 9 ч. 1", "text");

public sealed record TextDoesNotCoverPurpose(TextRef Text, PurposeCode Purpose) : Refusal("ст. 9 ч. 1", "purpose");

public sealed record TextNotYetInForce(TextRef Text, DateTimeOffset From) : Refusal("ст. 9 ч. 1", "text");

/// <summary>A newer version demands a new consent: nobody can agree to the old one any more.</summary>
public sealed record TextNoLongerInForce(TextRef Text) : Refusal("ст. 9 ч. 1", "text");

/// <summary>What was shown is not the text that is kept.</summary>
public sealed record ShownTextDiffers(TextRef Text) : Refusal("ст. 9 ч. 3", "evidence.shown.textSha256");

/// <summary>Since 01.09.2025 a consent is a document of its own (156-ФЗ).</summary>
public sealed record NotSeparate() : Refusal("ст. 9 ч. 1", "evidence.shown.separate");

/// <summary>A box ticked beforehand is not an act of the subject's own will.</summary>
public sealed record TickedBeforehand(PurposeCode Purpose) : Refusal("ст. 9 ч. 1", "evidence.shown.boxes");

public sealed record WrittenFormRequired(PurposeCode Purpose) : Refusal("ст. 9 ч. 4", "evidence.signature");

public sealed record GivenInFuture(DateTimeOffset GivenAt) : Refusal("ст. 9 ч. 3", "givenAt");

public sealed record BackDatedWithoutDocument(DateTimeOffset GivenAt) : Refusal("ст. 9 ч. 3", "evidence.document");

public sealed record ExpiresBeforeGiven(DateTimeOffset ExpiresAt) : Refusal("ст. 9 ч. 4 п. 8", "expiresAt");

/// <summary>A late message must not bring back what the person has since withdrawn or refused.</summary>
public sealed record OlderThanLastWord(DateTimeOffset LastWordAt) : Refusal("ст. 9 ч. 2", "givenAt", RefusalKind.State);

public sealed record FileDestroyed() : Refusal("ст. 21", "subject", RefusalKind.State);
