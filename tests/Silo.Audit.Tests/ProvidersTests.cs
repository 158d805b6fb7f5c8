using Consent.Storage;
using Microsoft.Extensions.Configuration;

namespace Consent.Silo.Audit.Tests;

/// <summary>The file, and data providers named by the settings.</summary>
public sealed class ProvidersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("consent-audit-").FullName;
    private readonly ManualClock _clock = new(TestService.Monday);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_record_is_a_line_on_disk_when_it_is_confirmed_and_a_day_has_its_file()
    {
        await using var file = new AuditLogFile(_folder, _clock);
        await Task.WhenAll(Enumerable.Range(1, 500).Select(i => file.InsertEventAsync(Record($"c-{i}"), Cancel)));
        Assert.Equal(500, (await LinesAsync()).Distinct().Count());
        _clock.Advance(TimeSpan.FromDays(1));
        await file.InsertEventAsync(Record("later"), Cancel);
        Assert.Equal(["2026-10-12", "2026-10-13"], Directory.GetFiles(_folder, "*.json*").Select(path => Path.GetFileName(path)["audit-".Length..][..10]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_on_one_folder_write_beside_each_other()
    {
        await using var one = new AuditLogFile(_folder, _clock);
        await using var other = new AuditLogFile(_folder, _clock);
        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => (i % 2 == 0 ? one : other).InsertEventAsync(Record($"c-{i}"), Cancel)));
        Assert.Equal(2, Directory.GetFiles(_folder, "*.json*").Length);
        Assert.Equal(100, (await LinesAsync()).Distinct().Count());
    }

    [Fact]
    public async Task A_line_broken_off_does_not_spoil_the_next()
    {
        await using (var file = new AuditLogFile(_folder, _clock)) await file.InsertEventAsync(Record("c-1"), Cancel);
        await File.AppendAllTextAsync(Directory.GetFiles(_folder, "*.json*").Single(), """{"Operator":"lav""", Cancel);
        await using (var file = new AuditLogFile(_folder, _clock)) await file.InsertEventAsync(Record("c-2"), Cancel);
        Assert.Equal("c-2", JsonNode.Parse((await LinesAsync())[^1])!["Subject"]!.ToString());
    }

    [Fact]
    public async Task A_file_moved_away_is_begun_anew()
    {
        await using var file = new AuditLogFile(_folder, _clock);
        await file.InsertEventAsync(Record("c-1"), Cancel);
        File.Delete(Directory.GetFiles(_folder, "*.json*").Single());
        await file.InsertEventAsync(Record("c-2"), Cancel);
        Assert.Contains("c-2", Assert.Single(await LinesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_data_provider_of_Audit_NET_is_taken_by_its_name_with_its_settings()
    {
        await using (var service = await StartAsync(("Provider", "Audit.Core.Providers.FileDataProvider, Audit.NET"), ("Settings:DirectoryPath", _folder), ("Required", "true")))
        {
            await Shop.OpenAsync(service, "lavka");
        }

        var told = Directory.GetFiles(_folder, "*.json*").Select(path => JsonNode.Parse(File.ReadAllText(path))!).ToList();
        Assert.Contains(told, record => record["EventType"]!.ToString() == "consent.command" && record["Command"]!.ToString() == "describe-operator" && record["Operator"]!.ToString() == "lavka");
    }

    [Theory]
    [InlineData("Provider", "elsewhere")]
    [InlineData("Provider", "Audit.Core.AuditScope, Audit.NET")]
    [InlineData("Provider", "Audit.PostgreSql.Providers.PostgreSqlDataProvider, Audit.NET.PostgreSql")]
    [InlineData("Path", "/dev/null/audit")]
    public async Task With_settings_that_cannot_be_kept_it_does_not_start_and_says_why(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => StartAsync((name, value)));
        Assert.Contains(value, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_the_provider_does_not_have_is_named()
    {
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(
            () => StartAsync(("Provider", "Audit.Core.Providers.FileDataProvider, Audit.NET"), ("Settings:Folder", _folder)));
        Assert.Contains("no setting Folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_is_none()
    {
        await using var service = await StartAsync(("Provider", "none"), ("Path", _folder));
        await Shop.OpenAsync(service, "lavka");
        Assert.Empty(Directory.GetFiles(_folder, "*.json*"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ConsentAuditEvent Record(string subject) =>
        new() { EventType = AuditNames.Command, Operator = "lavka", Subject = subject, Command = "give-consent", Actor = "key:1", Outcome = AuditNames.Done };

    private static Task<TestService> StartAsync(params (string Name, string Value)[] settings) => TestService.StartAsync(change: builder =>
    {
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => $"Consent:Audit:{setting.Name}", setting => (string?)setting.Value));
        builder.AddConsentAudit();
    });

    private async Task<List<string>> LinesAsync()
    {
        var lines = new List<string>();
        foreach (var path in Directory.GetFiles(_folder, "*.json*")) lines.AddRange((await File.ReadAllLinesAsync(path, Cancel)).Where(line => line.Length > 0));
        return lines;
    }
}
