using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A letter as it will be once a decision is recorded, before anything is.</summary>
internal sealed class LetterPreview(FileReader reader, Sealing sealing, TimeProvider clock)
{
    /// <summary>The demand as it stands now, masked.</summary>
    /// <exception cref="NotFoundException">There is no such request or demand.</exception>
    public async Task<LetterCase> CaseAsync(FileKey file, string number, int demand, Tenant tenant, CancellationToken cancellationToken)
    {
        // Opened for a masked draft too: whether it may hold another person's data is seen from the data.
        var view = await (await reader.ReadAsync(file, null, cancellationToken)).OpenAsync(sealing, cancellationToken);
        return Of(view, number, demand, tenant, clock.GetUtcNow());
    }

    /// <summary>The letter after the command, or why the rules refuse it: decided as the engine will decide it, and not written.</summary>
    public static (Letter? Letter, Refusal? Refusal) Decide(LetterCase now, RequestCommand command, string kind, Personal? typed, bool isMasked, Tenant tenant)
    {
        var (view, number) = (now.View, now.Request.Number);
        var decision = SubjectFileDecider.Decide(view.File, command, tenant.Rules);
        if (decision is Decision.Refused refused) return (null, refused.Refusal);
        var (file, entries) = (view.File, view.Entries.ToList());
        foreach (var happened in ((Decision.Accepted)decision).Events)
        {
            file = file.Evolve(happened);
            entries.Add(Entry.After(Entry.Genesis, view.Key, entries.Count + 1, now.Now, tenant.Actor, happened));
        }

        var then = Of(new FileView(view.Key, file, entries), number, now.Demand.Id, tenant, now.Now) with { IsMasked = isMasked, Typed = typed };
        return (LetterKinds.Find(kind)!.Write(then), null);
    }

    private static LetterCase Of(FileView view, string number, int demand, Tenant tenant, DateTimeOffset now)
    {
        var request = view.File.Request(number) ?? throw new NotFoundException();
        return new LetterCase(view, request, request.Demand(demand) ?? throw new NotFoundException(), tenant.Rules, now, IsMasked: true);
    }
}
