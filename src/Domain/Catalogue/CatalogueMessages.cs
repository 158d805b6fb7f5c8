using System.Collections.Immutable;

namespace Consent.Domain;

public abstract record CatalogueCommand(DateTimeOffset At) : FileCommand(At);

public sealed record DescribeOperator(DateTimeOffset At, OperatorProfile Profile) : CatalogueCommand(At);

/// <summary>To the installation's catalogue: this operator exists from now on.</summary>
public sealed record RegisterOperator(DateTimeOffset At, OperatorId Id) : CatalogueCommand(At);

public sealed record DefinePurpose(DateTimeOffset At, Purpose Purpose) : CatalogueCommand(At);

public sealed record PublishText(DateTimeOffset At, ConsentText Text) : CatalogueCommand(At);

/// <summary>To the installation's catalogue: terms are counted by this year's calendar from now on, in the place of the one there was.</summary>
public sealed record LoadCalendar(DateTimeOffset At, CalendarYear Calendar) : CatalogueCommand(At);

public abstract record CatalogueEvent(DateTimeOffset At) : FileEvent(At);

public sealed record OperatorDescribed(DateTimeOffset At, OperatorProfile Profile) : CatalogueEvent(At);

public sealed record OperatorRegistered(DateTimeOffset At, OperatorId Id) : CatalogueEvent(At);

public sealed record PurposeDefined(DateTimeOffset At, Purpose Purpose) : CatalogueEvent(At);

public sealed record TextPublished(DateTimeOffset At, ConsentText Text) : CatalogueEvent(At);

public sealed record CalendarLoaded(DateTimeOffset At, CalendarYear Calendar) : CatalogueEvent(At);
