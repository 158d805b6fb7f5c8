namespace Consent.Domain;

public sealed record NoDemands() : Refusal("ст. 14 ч. 1", "demands");

public sealed record ReceivedInFuture(DateTimeOffset ReceivedAt) : Refusal(null, "receivedAt");

/// <summary>The file has a request of that number: whoever numbers the journal takes the next.</summary>
public sealed record NumberTaken(string Number) : Refusal(null, "number", RefusalKind.State);

public sealed record DemandPurposeUnknown(PurposeCode Purpose) : Refusal("ст. 5 ч. 2", "demands.purposes");

public sealed record RequestUnknown(string Number) : Refusal(null, "number", RefusalKind.State);

/// <summary>Somebody has changed the request since it was read.</summary>
public sealed record RequestHasChanged(string Number, long Version) : Refusal(null, null, RefusalKind.Stale);

public sealed record DemandUnknown(string Number, int Demand) : Refusal(null, "demand");

public sealed record RequestIsClosed(string Number) : Refusal(null, null, RefusalKind.State);

public sealed record DemandAlreadyAnswered(string Number, int Demand) : Refusal(null, "demand", RefusalKind.State);

/// <summary>What the demand asks for is done, not written.</summary>
public sealed record AnswerIsNotEnough(string Number, int Demand) : Refusal("ст. 21", "demand", RefusalKind.State);

/// <summary>The assembled answer lacks items of ст. 14 ч. 7.</summary>
public sealed record AnswerIncomplete(string Number, string Items) : Refusal("ст. 14 ч. 7", "text");

/// <summary>Only a demand for access is answered by the items of ст. 14 ч. 7.</summary>
public sealed record NothingToAssemble(string Number, int Demand) : Refusal("ст. 14 ч. 7", "demand", RefusalKind.State);

/// <summary>Personal data goes to nobody whose identity is only claimed.</summary>
public sealed record IdentityNotConfirmed(string Number) : Refusal("ст. 14 ч. 3", "demand", RefusalKind.State);

public sealed record IdentityAlreadyConfirmed(string Number, IdentityLevel Level) : Refusal("ст. 14 ч. 3", "level", RefusalKind.State);

/// <summary>The answer goes out in the form the letter came in, if it asked for no other.</summary>
public sealed record AnswerInAnotherForm(Channel Form) : Refusal("ст. 14 ч. 3", "by");

/// <summary>Not yet, or before the letter came.</summary>
public sealed record SentOutOfTime(DateTimeOffset SentAt) : Refusal(null, "sentAt");

/// <summary>The law gives no such ground to refuse this kind of demand.</summary>
public sealed record RefusalNotAllowed(DemandKind Demanded, string Articles) : Refusal("ст. 14 ч. 8", "article");

public sealed record NotARepeat(string Number) : Refusal("ст. 14 ч. 4", "article");

/// <summary>Processing may go on only by another basis that holds now, and none is on record.</summary>
public sealed record NoOtherBasis(string Number, int Demand) : Refusal("ст. 9 ч. 2", "article");

/// <summary>The law gives no extension here, or it has been used, or the term is over.</summary>
public sealed record NothingToExtend(string Number) : Refusal("ст. 20 ч. 1", null, RefusalKind.State);

public sealed record NothingToAsk(string Number) : Refusal("ст. 14 ч. 3", "what");

public sealed record ParticularsOutOfTime(DateTimeOffset ReceivedAt) : Refusal("ст. 20 ч. 3", "receivedAt");

public sealed record NothingToRectify(string Number, int Demand) : Refusal("ст. 21 ч. 2", "demand", RefusalKind.State);

public sealed record NothingToUnblock(string Number, int Demand) : Refusal("ст. 21 ч. 2", "demand", RefusalKind.State);

public sealed record FoundInFuture(DateTimeOffset FoundAt) : Refusal("ст. 21 ч. 3", "foundAt");

/// <summary>Something is still to be done, or somebody waits for an answer.</summary>
public sealed record NotYetDone(string Number) : Refusal(null, null, RefusalKind.State);

/// <summary>Its author is known already, or something has been decided or extended.</summary>
public sealed record SubjectNotNameable(string Number) : Refusal(null, "subject", RefusalKind.State);

public sealed record NothingToReopen(string Number) : Refusal(null, null, RefusalKind.State);

/// <summary>A term reaches into a year without a production calendar.</summary>
public sealed record CalendarMissing(int Year) : Refusal("ТК ст. 112");
