using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Consent.Api;

/// <summary>Sends what the runtime, the web server, the database driver and Orleans measure to the collector that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names.
/// Traces are not sent: their addresses name subjects.</summary>
internal sealed class Metrics(IConfiguration configuration) : IHostedService, IDisposable
{
    private static readonly string[] Meters =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "Microsoft.Orleans"];

    private OpenTelemetrySdk? _sdk;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } collector)
            _sdk = OpenTelemetrySdk.Create(sdk => sdk
                .ConfigureResource(resource => resource.AddService("consent", serviceInstanceId: Environment.MachineName))
                .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter(exporter => SendTo(exporter, collector))));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the last of it.</summary>
    public void Dispose() => _sdk?.Dispose();

    private void SendTo(OtlpExporterOptions exporter, string collector)
    {
        if (configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf")
            (exporter.Protocol, exporter.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri($"{collector.TrimEnd('/')}/v1/metrics"));
        else
            exporter.Endpoint = new Uri(collector);
    }
}
