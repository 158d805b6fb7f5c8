using Microsoft.Extensions.Configuration;

namespace Consent.Silo.Audit.Tests;

/// <summary>A whole life of a subject with every personal word marked: no mark is in any file of the audit, and what is on disk is JSON by lines.</summary>
public sealed class NoPersonalDataTests
{
    [Fact]
    public async Task The_audit_carries_no_personal_data()
    {
        var folder = Directory.CreateTempSubdirectory("consent-audit-").FullName;
        var kinds = new List<string?>();
        await using (var service = await TestService.StartAsync(change: builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Consent:Audit:Path"] = folder, ["Consent:Audit:Required"] = "true" });
            builder.AddConsentAudit();
        }))
        {
            await MarkedLife.LiveAsync(await Shop.OpenAsync(service, "lavka"));
        }

        foreach (var path in Directory.GetFiles(folder, "*.jsonl"))
        {
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(MarkedLife.Mark, text, StringComparison.OrdinalIgnoreCase);
            kinds.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["EventType"]?.ToString()));
        }

        Directory.Delete(folder, recursive: true);
        Assert.True(kinds.Count > 40, $"Only {kinds.Count} lines.");
        Assert.Equal(["consent.command", "consent.reading", "consent.refusal"], kinds.Distinct().Order(StringComparer.Ordinal));
    }
}
