using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>How a request ends and begins again: nothing left to do, taken back by its author, gone on in the file of who turned out to be its author, worked on once more (ст. 14 ч. 5).</summary>
internal static class EndDecider
{
    /// <summary>The request closes with its last decision, where nothing is left to do.</summary>
    public static IEnumerable<FileEvent> IfLast(SubjectRequest request, int decided, DateTimeOffset at) =>
        request.Demands.All(demand => demand.Id == decided || demand.IsDecided) && request.Obligations.All(o => o.Demand == decided || o.Duty == Duty.Acknowledge || !o.IsOutstanding)
            ? [new RequestClosed(at, request.Number)] : [];

    /// <summary>Whether nothing is left to do, and nobody waits for an answer.</summary>
    public static bool MayClose(SubjectRequest request) =>
        !request.IsClosed
        && request.Demands.All(demand => demand.IsDecided || !DemandKinds.WantsAnswer(demand.Kind) || demand.NothingToWithdraw)
        && !request.Obligations.Any(o => o.IsOutstanding);

    public static bool MayReopen(SubjectRequest request) => request is { IsClosed: true, IsWithdrawn: false, ContinuedAs: null };

    /// <summary>Whether its author may still be named: nothing is decided yet, and no extension is used up.</summary>
    public static bool MayContinue(SubjectRequest request) =>
        request is { IsNameless: true, IsClosed: false } && !request.Demands.Any(demand => demand.IsDecided) && !request.Obligations.Any(o => o.Extended);

    public static Decision Decide(SubjectFile file, SubjectRequest request, OnRequest command, Rules rules) => command switch
    {
        CloseRequest when !MayClose(request) => new NotYetDone(request.Number),
        CloseRequest close => new RequestClosed(close.At, request.Number, close.Note),

        WithdrawRequest withdraw => Decision.Of(
        [
            .. Lateness.Noted(request, _ => true, withdraw.At),
            new RequestWithdrawn(withdraw.At, request.Number, withdraw.Reason),
            .. request.Demands.SelectMany(demand => BlockDecider.Lifted(file, request, demand.Id, withdraw.At)),
            new RequestClosed(withdraw.At, request.Number),
        ]),

        ContinueRequest when !MayContinue(request) => new SubjectNotNameable(request.Number),
        ContinueRequest on => Decision.Of(
        [
            .. Lateness.Noted(request, _ => true, on.At),
            new RequestContinued(on.At, request.Number, on.As),
            new RequestClosed(on.At, request.Number),
        ]),

        ReopenRequest when !MayReopen(request) => new NothingToReopen(request.Number),
        ReopenRequest { Demand: { } named } when request.Demand(named) is null => new DemandUnknown(request.Number, named),
        ReopenRequest reopen => Decision.Of(Reopen(request, reopen, rules)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    // The old term stays as it ended; what is still to be answered has one of its own from now on (D04, [вывод]).
    private static IEnumerable<FileEvent> Reopen(SubjectRequest request, ReopenRequest reopen, Rules rules)
    {
        var demands = request.Demands.Where(demand => reopen.Demand is null || demand.Id == reopen.Demand).ToImmutableArray();
        yield return new RequestReopened(reopen.At, request.Number, [.. demands.Select(demand => demand.Id)], reopen.Reason);
        var owed = demands.SelectMany(demand => DemandKinds.Duties(demand.Kind)
            .Where(DemandKinds.IsMetByAnswer)
            .SelectMany(duty => Opening.Of(duty, demand.Id, reopen.At, rules, duty == Duty.AnswerAccess ? "D04" : null)));
        ImmutableArray<Obligation> opened = [.. owed.After(request.Obligations)];
        if (!opened.IsEmpty) yield return new ObligationsOpened(reopen.At, request.Number, opened);
    }
}
