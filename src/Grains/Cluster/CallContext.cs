using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Consent.Grains;

/// <summary>Who asked, for whom, and in which trace: goes with every call from silo to silo and stands in what the other one logs.</summary>
internal sealed class CallContext(ILogger<CallContext> log) : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private const string Trace = "consent.trace";
    private const string Tenant = "consent.tenant";
    private const string Actor = "consent.actor";

    /// <summary>The W3C trace of the call that is being carried out.</summary>
    public static string? CurrentTrace => RequestContext.Get(Trace) as string;

    public static void Set(string tenant, string? actor)
    {
        RequestContext.Set(Tenant, tenant);
        if (actor is not null) RequestContext.Set(Actor, actor);
    }

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id }) RequestContext.Set(Trace, id);
        return context.Invoke();
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (RequestContext.Get(Tenant) is not { } tenant)
        {
            await context.Invoke();
            return;
        }

        using var scope = log.BeginScope(new Dictionary<string, object?>
        {
            ["Tenant"] = tenant,
            ["Actor"] = RequestContext.Get(Actor),
            ["TraceParent"] = CurrentTrace,
        });
        await context.Invoke();
    }
}
