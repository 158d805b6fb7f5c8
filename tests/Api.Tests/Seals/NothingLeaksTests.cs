using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Seals;

/// <summary>A whole life of a subject with every personal word marked: no mark is in what is told of errors, in headers, or in metrics. Logs: <c>LogsTests</c>; the audit has its own.</summary>
public sealed class NothingLeaksTests
{
    [Fact]
    public async Task Problems_headers_and_metrics_carry_no_personal_data()
    {
        var (told, tags) = (new Told(), new ConcurrentQueue<string>());
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<double>((instrument, _, with, _) => Keep(instrument, with));
        meters.SetMeasurementEventCallback<long>((instrument, _, with, _) => Keep(instrument, with));
        meters.Start();
        await using var service = await TestService.StartAsync(change: builder => builder.Services.AddSingleton<IStartupFilter>(told));
        var shop = await Shop.OpenAsync(service, "lavka");
        await MarkedLife.LiveAsync(shop);
        (await shop.Dpo.PostAsync("/v1/subjects/search", $$"""{"email": "{{MarkedLife.Mark}}", "reason": "{{MarkedLife.Mark}}-why"}""")).Must(400);
        (await shop.Dpo.PostAsync("/v1/subjects/search", $$"""{"email": "{{MarkedLife.Mark}}@example.ru", "reason": "{{MarkedLife.Mark}}-why"}""")).Must(200);

        Assert.InRange(told.Problems.Count, 9, 100);
        Assert.Contains(tags, line => line.Contains("http.server.request.duration", StringComparison.Ordinal));
        foreach (var line in told.Problems.Concat(told.Headers).Concat(tags)) Assert.DoesNotContain(MarkedLife.Mark, line, StringComparison.OrdinalIgnoreCase);

        void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> with)
        {
            // Of this process's other parts only the service is looked at: the client has the addresses it calls.
            if (!instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)) return;
            tags.Enqueue($"{instrument.Name} {string.Join(' ', with.ToArray())}");
        }
    }

    private sealed class Told : IStartupFilter
    {
        public ConcurrentQueue<string> Problems { get; } = new();

        public ConcurrentQueue<string> Headers { get; } = new();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, inner) =>
            {
                var (real, copy) = (context.Response.Body, new MemoryStream());
                context.Response.Body = copy;
                await inner(context);
                context.Response.Body = real;
                if (context.Response.StatusCode >= StatusCodes.Status400BadRequest) Problems.Enqueue(Encoding.UTF8.GetString(copy.ToArray()));
                Headers.Enqueue(string.Join(' ', context.Response.Headers.Select(header => $"{header.Key}: {header.Value}")));
                copy.Position = 0;
                await copy.CopyToAsync(real);
            });
            next(app);
        };
    }
}
