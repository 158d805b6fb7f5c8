using System.Net;
using System.Text;
using Consent.Conformance;

namespace Consent.Api.Tests.Operations;

public sealed class MetricsTests
{
    [Fact]
    public async Task What_is_measured_goes_to_the_collector_that_the_environment_names_and_names_no_subject()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{Loopback.FreePort()}";
        collector.Prefixes.Add(address + "/");
        collector.Start();
        var sent = ReceiveAsync(collector);
        var service = await TestService.StartAsync(change: builder =>
        {
            builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = address;
            builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        });
        await using (service)
        {
            var shop = await Shop.OpenAsync(service, "lavka");
            (await shop.Front.PostAsync("/v1/consents", Shop.Consent("marked-subject"))).Must(201);
            (await shop.CheckAsync("marked-subject")).Must(200);
        }

        var (path, body) = await sent.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("/v1/metrics", path);
        Assert.Contains("http.server.request.duration", body, StringComparison.Ordinal);
        Assert.Contains("/v1/check", body, StringComparison.Ordinal);
        Assert.Contains(TestEngine.Measures, body, StringComparison.Ordinal);
        Assert.DoesNotContain("marked-subject", body, StringComparison.Ordinal);
    }

    private static async Task<(string Path, string Body)> ReceiveAsync(HttpListener collector)
    {
        var context = await collector.GetContextAsync();
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray()));
    }
}
