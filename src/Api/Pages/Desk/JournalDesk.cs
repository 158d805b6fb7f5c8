using Consent.Engine.Proof;
using Microsoft.AspNetCore.Http.Extensions;

namespace Consent.Api;

/// <summary>The journal, what proves it, and who looked at personal data: <c>/desk/journal</c>.</summary>
internal sealed class JournalDesk(JournalList entries, CheckpointList heads, AccessList access, LiveCheck live)
{
    public const string Path = DeskSections.Root + "/journal";
    public const string ProofPath = Path + "/proof";
    public const string VerifyPath = Path + "/verify";
    public const string AccessPath = Path + "/access";

    /// <summary>Readings too: without it the entries are shown without them, for they have their own list and are most of the journal.</summary>
    public const string AnyKind = "any";

    private const string Notices = "20";
    private static readonly string[] OfEntries = ["from", "to", "request", "subject", "kind", "actor"];
    private static readonly string[] OfAccess = ["from", "to", "actor", "outcome", "subject", "request", "reason"];

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/journal", EntriesAsync).For(DeskSections.Readers).Recorded();
        desk.MapGet("/journal/proof", (Tenant tenant, HttpContext context, CancellationToken cancel) => ProofAsync(null, tenant, context, cancel)).For(DeskSections.Readers).Recorded();
        desk.MapGet("/journal/verify", VerifyAsync).For(DeskSections.Readers).Recorded();
        desk.MapGet("/journal/access", AccessAsync).For(DeskSections.Readers).Recorded();
    }

    public static IEnumerable<(string, string)> Tabs =>
        [(Path, Texts.Get("Journal.tab.entries")), (ProofPath, Texts.Get("Journal.tab.proof")), (AccessPath, Texts.Get("Journal.tab.access"))];

    private async Task<IResult> EntriesAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var asked = new Asked(context, Path, OfEntries);
        var filter = new JournalFilter(asked["from"], asked["to"], asked["request"], asked["subject"], asked["kind"], asked["actor"], null, asked["cursor"]);
        var kind = filter.Kind == AnyKind ? null : filter.Kind;
        var (page, problem) = await TryAsync(() => entries.FindAsync(filter with { Kind = kind }, isNewestFirst: true, isWithoutReadings: filter.Kind is null, tenant, cancellationToken));
        return new ComponentPage<Pages.Desk.JournalEntries>(
            new JournalEntriesModel(filter, page?.Items ?? [], asked.Listed(page?.NextCursor), ActorNames.Of(tenant), tenant.Rules.Zone, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private async Task<IResult> ProofAsync(LiveReport? report, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var asked = new Asked(context, ProofPath, []);
        var (page, problem) = await TryAsync(() => heads.FindAsync(null, asked["cursor"], tenant, cancellationToken));
        var found = report is null ? null : new Verdict(report.Fault is null, report.Entries, report.Of, report.Head?.Size, report.Fault is { } fault ? FaultWords.Of(fault) : null);
        return new ComponentPage<Pages.Desk.JournalProof>(
            new JournalProofModel(page ?? new CheckpointsAnswer([], null, [], []), asked.Listed(page?.NextCursor), found, tenant.Rules.Zone, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    // Without a script one waits for the page; with one the progress comes from the API line by line.
    private async Task<IResult> VerifyAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken) =>
        await ProofAsync(await live.RunAsync(tenant.Operator, _ => Task.CompletedTask, cancellationToken), tenant, context, cancellationToken);

    private async Task<IResult> AccessAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var asked = new Asked(context, AccessPath, OfAccess);
        var filter = new AccessFilter(asked["from"], asked["to"], asked["actor"], null, asked["outcome"], asked["subject"], asked["request"], asked["reason"], null, asked["cursor"]);
        var notices = await access.NoticesAsync(Notices, null, tenant, cancellationToken);
        var (page, problem) = await TryAsync(() => access.FindAsync(filter, tenant, cancellationToken));
        return new ComponentPage<Pages.Desk.JournalAccess>(
            new JournalAccessModel(filter, page?.Items ?? [], notices.Items, asked.Listed(page?.NextCursor), ActorNames.Of(tenant), tenant.Rules.Zone, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<(T? Page, ProblemWords? Problem)> TryAsync<T>(Func<Task<T>> find) where T : class
    {
        try
        {
            return (await find(), null);
        }
        catch (InvalidRequestException malformed)
        {
            return (null, ProblemWords.Of(Problems.Malformed(malformed.Errors)));
        }
        catch (RefusedException refused)
        {
            return (null, ProblemWords.Of(Problems.Of(refused.Refusal)));
        }
    }

    // The address of a list: what was left empty in the form is not asked for.
    private sealed class Asked(HttpContext context, string path, string[] names)
    {
        public string? this[string name] => context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

        public Listed Listed(string? next)
        {
            var chosen = names.Where(name => this[name] is not null).Select(name => KeyValuePair.Create(name, this[name]!)).ToList();
            return new Listed(
                path + new QueryBuilder(chosen), next is null ? null : path + new QueryBuilder([.. chosen, KeyValuePair.Create("cursor", next)]), this["cursor"] is not null, chosen.Count > 0);
        }
    }
}

/// <summary>Where a list begins and goes on, and whether it is a part of the whole.</summary>
public sealed record Listed(string First, string? Next, bool IsLater, bool IsFiltered);
