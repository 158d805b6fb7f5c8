using System.Globalization;
using System.Text.Json;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Whenever an answer of the check may have changed: <c>/v1/changes</c>, Server-Sent Events, resumable from any cursor.</summary>
internal sealed class ChangesApi(IJournal journal, Drain drain, IHostApplicationLifetime lifetime)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/changes", StreamAsync).For(Scope.Service).WithMetadata(new Microsoft.AspNetCore.Http.Timeouts.DisableRequestTimeoutAttribute())
            .Describe("Follow changes", "`text/event-stream`. `after` (or Last-Event-ID) is the last cursor seen; without it from the beginning.", null, Examples.Changes)
            .Produces<ChangeAnswer>(StatusCodes.Status200OK, "text/event-stream");

    private async Task StreamAsync(
        string? after, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var position = fields.Long(after ?? LastEventId(context), "after") ?? 0;
        fields.ThrowIfWrong();

        // It would end at once: the client is to ask another.
        if (drain.HasBegun)
        {
            await Problems.Of(StatusCodes.Status503ServiceUnavailable, "Stopping").ExecuteAsync(context);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(": open\n\n", ending.Token);
        try
        {
            while (!ending.IsCancellationRequested)
            {
                var committed = journal.Position;
                var entries = await journal.ReadFeedAsync(tenant.Operator, position, BatchSize, ending.Token);
                foreach (var entry in entries)
                    if (Change(entry) is { } change) await WriteAsync(context, change, ending.Token);
                await context.Response.Body.FlushAsync(ending.Token);
                if (entries.Count > 0) position = entries[^1].Position;
                if (entries.Count < BatchSize) await WaitAsync(context, committed, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left or the service is stopping: the cursor resumes.
        }
    }

    private async Task WaitAsync(HttpContext context, long committed, CancellationToken cancellationToken)
    {
        var more = journal.WaitForMoreAsync(committed, cancellationToken);
        while (true)
        {
            try
            {
                await more.WaitAsync(Heartbeat, cancellationToken);
                return;
            }
            catch (TimeoutException)
            {
                await context.Response.WriteAsync(": beat\n\n", cancellationToken);
            }
        }
    }

    // A file that the service named itself is nobody's to check yet.
    private static ChangeAnswer? Change(Entry entry) => CheckChange.Of(entry.Event) is { } change && (change.OfEverybody || entry.File.Subject.IsNamedByOperator)
        ? new ChangeAnswer(
            entry.Position.ToString(CultureInfo.InvariantCulture),
            change.OfEverybody ? null : entry.File.Subject.Value,
            change.Purpose?.Value,
            entry.Version,
            entry.Name)
        : null;

    private static Task WriteAsync(HttpContext context, ChangeAnswer change, CancellationToken cancellationToken) =>
        context.Response.WriteAsync(
            $"id: {change.Cursor}\nevent: change\ndata: {JsonSerializer.Serialize(change, ApiJson.Wire.ChangeAnswer)}\n\n", cancellationToken);

    private static string? LastEventId(HttpContext context) => context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : null;
}
