using Consent.Engine;
using Consent.Engine.Proof;
using Consent.Storage;
using Microsoft.AspNetCore.Http.Extensions;

namespace Consent.Api;

/// <summary>The journal of events, its check, its signed heads, unusual readings: <c>/desk/journal</c>.</summary>
internal sealed class JournalDesk(JournalList list, LiveCheck live, Checkpoints checkpoints, Witnessing witnessing, AccessReader access)
{
    private const int HeadsShown = 5;
    private const int NoticesShown = 20;
    private static readonly string[] Names = ["from", "to", "request", "subject", "kind", "actor"];

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/journal", GetAsync).For(DeskSections.Readers).Recorded();
        desk.MapPost("/journal/verify", VerifyAsync).For(DeskSections.Readers).Recorded();
    }

    private async Task<IResult> GetAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return new ComponentPage<Pages.Desk.EventJournal>(await LoadAsync(tenant, context, cancellationToken));
        }
        catch (InvalidRequestException wrong)
        {
            return Again(ProblemWords.Of(Problems.Malformed(wrong.Errors))!);
        }
        catch (RefusedException refused)
        {
            return Again(ProblemWords.Of(Problems.Of(refused.Refusal))!);
        }

        static IResult Again(ProblemWords problem) => new ComponentPage<Pages.Desk.EventJournal>(EventJournalModel.Empty with { Problem = problem, IsFiltered = true }, problem.Status);
    }

    // Without a script the page waits for the whole of it; with one it shows how far the check is.
    private async Task<IResult> VerifyAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var report = await live.RunAsync(tenant.Operator, _ => Task.CompletedTask, cancellationToken);
        var words = report.Fault is { } fault ? FaultWords.Of(fault) : null;
        return new ComponentPage<Pages.Desk.EventJournal>(await LoadAsync(tenant, context, cancellationToken) with { Verified = new VerifiedJournal(report.Entries, words) });
    }

    private async Task<EventJournalModel> LoadAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        string? Of(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
        var filter = new JournalFilter(Of("from"), Of("to"), Of("request"), Of("subject"), Of("kind"), Of("actor"), null, Of("cursor"));
        var (entries, next) = await list.FindAsync(filter, tenant, cancellationToken);
        var chosen = Names.Where(name => Of(name) is not null).Select(name => KeyValuePair.Create(name, Of(name)!)).ToList();
        var last = await checkpoints.CountAsync(tenant.Operator, cancellationToken);
        var first = Math.Max(1, last - HeadsShown + 1);
        var heads = last < 1 ? [] : await checkpoints.ListAsync(tenant.Operator, first, (int)(last - first + 1), cancellationToken);
        var (zone, caller) = (tenant.Rules.Zone, tenant.Caller);
        return new EventJournalModel(
            filter,
            [.. entries.Select(entry => new EventLine(entry.Seq, Dates.Instant(entry.At, zone), Texts.Find("Event." + entry.Kind) ?? entry.Kind, Api.Names.OfActor(entry.Actor, caller), entry.File.StartsWith('~') ? Texts.Get("Events.own") : entry.File, entry.Request, entry.Hash))],
            DeskSections.Journal + new QueryBuilder(chosen),
            next is null ? null : DeskSections.Journal + new QueryBuilder([.. chosen, KeyValuePair.Create("cursor", next)]).ToString(),
            [.. heads.Reverse().Select(head => new HeadLine(head.Number, head.Checkpoint.Head.Size, Dates.Instant(head.Checkpoint.Head.At, zone), Convert.ToHexStringLower(head.Checkpoint.Head.Root)))],
            [.. (await witnessing.StatesAsync(tenant.Operator, cancellationToken)).Select(witness => new WitnessRow(witness.Name, witness.Last?.Size, witness.Problem))],
            [.. (await access.NoticesAsync(tenant.Operator, cancellationToken)).Take(NoticesShown).Select(row => new NoticeRow(
                Dates.Instant(row.Notice.At, zone), Texts.Get("Notice." + Words.Of(row.Notice.Kind)), Api.Names.OfActor(row.Notice.By, caller), row.Notice.Count))])
        {
            IsFiltered = chosen.Count > 0,
            IsLater = filter.Cursor is not null,
        };
    }
}

/// <summary>What <c>/desk/journal</c> shows.</summary>
public sealed record EventJournalModel(
    JournalFilter Filter, IReadOnlyList<EventLine> Entries, string First, string? Next, IReadOnlyList<HeadLine> Heads, IReadOnlyList<WitnessRow> Witnesses, IReadOnlyList<NoticeRow> Notices)
{
    public static readonly EventJournalModel Empty = new(new JournalFilter(null, null, null, null, null, null, null, null), [], DeskSections.Journal, null, [], [], []);

    public bool IsFiltered { get; init; }

    public bool IsLater { get; init; }

    public ProblemWords? Problem { get; init; }

    public VerifiedJournal? Verified { get; init; }
}

/// <summary>An entry as the desk lists it; no personal data.</summary>
public sealed record EventLine(long Seq, string At, string Title, string By, string File, string? Request, string Hash);

/// <summary>A signed head of the log.</summary>
public sealed record HeadLine(long Number, long Size, string At, string Root);

/// <summary>The last head somebody outside has, and why none since.</summary>
public sealed record WitnessRow(string Name, long? Size, string? Problem);

/// <summary>An unusual reading.</summary>
public sealed record NoticeRow(string At, string Title, string By, int Count);

/// <summary>What a check of the whole journal found; no fault where it is whole.</summary>
public sealed record VerifiedJournal(long Entries, string? Fault);
