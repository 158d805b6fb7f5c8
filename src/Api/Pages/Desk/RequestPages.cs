using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Reads a request for its page: the same answer that the API gives, and what is known of the person beside it.</summary>
public sealed class RequestPages(RequestFinder finder, RequestViews views, FileReader reader, Readings readings, TimeProvider clock)
{
    /// <param name="reason">Why the personal data is looked at; masked where none is given.</param>
    /// <exception cref="NotFoundException">There is no such request.</exception>
    public async Task<RequestModel> LoadAsync(string number, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var isMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken);
        var answer = await views.ReadAsync(file, number, null, isMasked, cancellationToken);
        var whole = (await reader.ReadAsync(file, null, cancellationToken)).File;
        var now = clock.GetUtcNow();
        return new RequestModel(
            answer,
            [.. answer.Demands.Select(demand => DemandCard.Of(demand, answer, now, tenant.Rules))],
            [.. answer.Obligations.Where(owed => owed.Demand is null).Select(owed => DemandClock.Of(owed, now, tenant.Rules))],
            [.. answer.Timeline.Reverse().Select(line => TimelineRow.Of(line, tenant))],
            [.. whole.Restrictions.Select(SubjectFileViews.Of)],
            [.. whole.Grounds.Where(ground => ground.Holds(now)).Select(ground => ConsentsApi.Of(file.Subject, ground))],
            [.. whole.Requests.Where(other => other.Number != number).Select(other => other.Number)],
            tenant.Caller.Has(Scope.Dpo),
            tenant.Rules.Zone);
    }

    /// <summary>The same page with what was typed in, and why it was not done.</summary>
    /// <exception cref="NotFoundException">There is no such request.</exception>
    public async Task<IResult> AgainAsync(string number, SentForm sent, ProblemWords problem, Tenant tenant, CancellationToken cancellationToken)
    {
        var model = await LoadAsync(number, null, tenant, cancellationToken);
        return new ComponentPage<Pages.Desk.RequestSheet>(model with { Problem = problem, Sent = sent }, problem.Status);
    }
}

/// <summary>What <c>/desk/requests/{number}</c> shows.</summary>
public sealed record RequestModel(
    RequestAnswer Request, IReadOnlyList<DemandCard> Demands, IReadOnlyList<DemandClock> Whole, IReadOnlyList<TimelineRow> Timeline, IReadOnlyList<RestrictionAnswer> Restrictions,
    IReadOnlyList<GroundAnswer> Grounds, IReadOnlyList<string> Others, bool MayAct, TimeZoneInfo Zone)
{
    public string Path => $"{DeskSections.Requests}/{Request.Number}";

    /// <summary>Whether something is owed at once and it is not known of whom.</summary>
    public bool IsNameless => Request.Subject is null && Request.Obligations.Any(owed => owed is { DoneAt: null, Term: Immediately, Status: not "cancelled" });

    /// <summary>Who fits what the letter says of its author; null where nobody was looked for.</summary>
    public IReadOnlyList<string>? Found { get; init; }

    public ProblemWords? Problem { get; init; }

    /// <summary>It was registered a moment ago: the scan may follow.</summary>
    public bool IsSaved { get; init; }

    /// <summary>The action that was not carried out, and what was typed in for it.</summary>
    public SentForm? Sent { get; init; }

    /// <summary>Only what is permitted, and only to whoever may act at all.</summary>
    public bool May(string action) => MayAct && Request.Actions.Contains(action);
}

/// <summary>A form that came and was not carried out.</summary>
public sealed record SentForm(string Action, IReadOnlyDictionary<string, string[]> Fields)
{
    public string? this[string name] => Fields.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;

    public bool Has(string name, string value) => Fields.TryGetValue(name, out var values) && values.Contains(value);
}
