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

/// <summary>The law gives no extension here, or it has been used, or the term is over.</summary>
public sealed record NothingToExtend(string Number) : Refusal("ст. 20 ч. 1", null, RefusalKind.State);

/// <summary>A term reaches into a year without a production calendar.</summary>
public sealed record CalendarMissing(int Year) : Refusal("ТК ст. 112");
