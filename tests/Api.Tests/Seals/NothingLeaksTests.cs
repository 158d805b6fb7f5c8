using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Consent.Api.Tests.Seals;

/// <summary>A whole life of a subject with every personal word marked: no mark is in what is told of errors, or in metrics. Logs: <c>LogsTests</c>; the audit has its own.</summary>
public sealed class NothingLeaksTests
{
    [Fact]
    public async Task Problems_and_metrics_carry_no_personal_data()
    {
        var tags = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<double>((instrument, _, with, _) => Keep(instrument, with));
        meters.SetMeasurementEventCallback<long>((instrument, _, with, _) => Keep(instrument, with));
        meters.Start();
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        Answer[] refused =
        [
            .. await MarkedLife.LiveAsync(shop),
            (await shop.Dpo.PostAsync("/v1/subjects/search", $$"""{"email": "{{MarkedLife.Mark}}", "reason": "{{MarkedLife.Mark}}-why"}""")).Must(400),
        ];
        (await shop.Dpo.PostAsync("/v1/subjects/search", $$"""{"email": "{{MarkedLife.Mark}}@example.ru", "reason": "{{MarkedLife.Mark}}-why"}""")).Must(200);

        Assert.InRange(refused.Length, 9, 100);
        Assert.Contains(tags, line => line.Contains("http.server.request.duration", StringComparison.Ordinal));
        // A field that there is not is named, or nobody would find it: it is a name, and no value. So is the client's own name of a check.
        var bodies = refused.Where(answer => answer.Status >= 400).Select(answer => answer.Body.Replace($"\"{MarkedLife.Mark}-field\"", "", StringComparison.Ordinal));
        foreach (var line in bodies.Concat(tags)) Assert.DoesNotContain(MarkedLife.Mark, line, StringComparison.OrdinalIgnoreCase);

        void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> with)
        {
            // Of this process's other parts only the service is looked at: the client has the addresses it calls.
            if (!instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)) return;
            tags.Enqueue($"{instrument.Name} {string.Join(' ', with.ToArray())}");
        }
    }
}
