using Consent.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Consent.Api.Tests.Operations;

/// <summary>A whole life of a subject with every personal word marked, and the log at its most talkative: no mark is in it.</summary>
public sealed class LogsTests
{
    [Fact]
    public async Task Logs_carry_no_personal_data()
    {
        using var log = new LogCapture();
        Breaking? breaking = null;
        await using var service = await TestService.StartAsync(change: builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace" });
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
            builder.Services.Decorate<IJournal>(real => breaking = new Breaking(real));
        });
        var shop = await Shop.OpenAsync(service, "lavka");
        await MarkedLife.LiveAsync(shop);

        breaking!.Failure = new InvalidOperationException($"a defect that quotes {MarkedLife.Mark}-defect");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-9", evidence: $"\"channel\": \"web\", \"page\": \"{MarkedLife.Mark}-page\""))).MustBe(500, "internal");
        breaking.Failure = new StorageUnavailableException("no space", new IOException($"{MarkedLife.Mark}-inner"));
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-9", evidence: $"\"channel\": \"web\", \"page\": \"{MarkedLife.Mark}-page\""))).MustBe(503, "storage-unavailable");

        Assert.Contains(log.Lines, line => line.StartsWith("Information", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("defect System.InvalidOperationException", StringComparison.Ordinal));
        Assert.Empty(log.Lines.Where(line => line.Contains(MarkedLife.Mark, StringComparison.OrdinalIgnoreCase)).Take(5));
    }

    private sealed class Breaking(IJournal inner) : JournalDecorator(inner)
    {
        public Exception? Failure { get; set; }

        public override Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) =>
            Failure is { } failure ? Task.FromException<AppendResult>(failure) : base.TryAppendAsync(append, cancellationToken);
    }
}
