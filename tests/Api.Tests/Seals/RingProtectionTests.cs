using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Consent.Domain;
using Consent.Storage;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Api.Tests.Seals;

/// <summary>The ring is closed by what the settings name, opens by nothing else, and without it nothing personal is written.</summary>
public sealed class RingProtectionTests
{
    private const string Seen = "\"channel\": \"web\", \"ip\": \"203.0.113.7\"";

    [Theory]
    [InlineData("passphrase")]
    [InlineData("certificate")]
    [InlineData("installation")]
    public async Task The_ring_is_closed_by_what_is_set_and_opens_again(string by)
    {
        using var log = new LogCapture();
        var folder = Directory.CreateTempSubdirectory("consent-certificate-").FullName;
        var settings = Settings(by, folder);
        await using var service = await TestService.StartAsync(change: builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Services.AddKeyRing(builder.Configuration);
        });
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", evidence: Seen))).Must(201);
        await service.RestartAsync();
        Assert.Contains("203.0.113.7", (await shop.Dpo.GetAsync("/v1/subjects/c-1?reason=look")).Must(200).Body, StringComparison.Ordinal);
        Assert.Equal(by, (await service.Root.GetAsync("/v1/admin/key-ring")).Must(200).Field("protection"));

        var ring = string.Concat(Directory.GetFiles(Path.Combine(service.Data, "keyring"), "*.xml").Select(File.ReadAllText));
        Assert.Contains(by == "certificate" ? "EncryptedData" : $"by=\"{by}\"", ring, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", ring, StringComparison.Ordinal);
        Assert.Equal(by == "installation" ? 2 : 0, log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("Consent__KeyRing__Passphrase", StringComparison.Ordinal)));

        settings["Consent:KeyRing:Passphrase"] = "another passphrase of somebody";
        settings.Remove("Consent:KeyRing:Certificate");
        if (by == "installation") File.WriteAllBytes(Path.Combine(service.Data, "installation.key"), RandomNumberGenerator.GetBytes(32));
        await service.StopAsync();
        Assert.Contains("key ring", (await Assert.ThrowsAsync<DatabaseRefusedException>(service.StartAgainAsync)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_lost_ring_is_not_replaced_by_a_new_one()
    {
        await using var service = await TestService.StartAsync();
        await Shop.OpenAsync(service, "lavka");
        await service.StopAsync();
        Directory.Delete(Path.Combine(service.Data, "keyring"), recursive: true);
        Assert.Contains("Restore the ring", (await Assert.ThrowsAsync<DatabaseRefusedException>(service.StartAgainAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_ring_is_away_nothing_personal_is_written_or_shown_and_checks_go_on()
    {
        Away? away = null;
        await using var service = await TestService.StartAsync(change: builder => builder.Services.AddSingleton<IKeyWrap>(provider => away = new Away(provider.GetRequiredService<KeyRing>())));
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", evidence: Seen))).Must(201);
        await service.RestartAsync();
        away!.IsAway = true;
        var before = (await shop.EntriesAsync()).Count;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-2", evidence: Seen))).MustBe(503, "storage-unavailable");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", "profile", evidence: Seen))).MustBe(503, "storage-unavailable");
        (await shop.Dpo.GetAsync("/v1/subjects/c-1?reason=look")).MustBe(503, "storage-unavailable");
        Assert.Equal(before, (await shop.EntriesAsync()).Count);
        Assert.Equal("true", (await shop.CheckAsync("c-1")).Field("allowed"));
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-3"))).Must(201);
        // Masked too: from where it is read is personal, and what cannot be recorded is not shown.
        (await shop.Dpo.GetAsync("/v1/subjects/c-1")).MustBe(503, "storage-unavailable");
        Assert.Equal(0, Theft.Count(Theft.Database(service.Data), "203.0.113.7"));
        away.IsAway = false;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-2", evidence: Seen))).Must(201);
        (await shop.Dpo.GetAsync("/v1/subjects/c-1")).Must(200);
    }

    [Fact]
    public async Task The_ring_is_rotated_under_load_files_are_wrapped_anew_and_the_old_key_may_then_be_revoked()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var subjects = Enumerable.Range(0, 200).Select(_ => Shop.NewSubject()).ToArray();
        var writing = Task.WhenAll(subjects.Select(async subject =>
            (await shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, evidence: Seen))).Must(201)));
        for (var round = 0; round < 3; round++) (await service.Root.PostAsync("/v1/admin/key-ring/rotate", """{"fileKeys": true}""")).Must(200);
        await writing;
        (await service.Root.PostAsync("/v1/admin/key-ring/rotate", "{}")).Must(200);
        var answer = await DoneAsync(service);
        Assert.Equal("0", answer.Field("rewrap.failed"));
        Assert.Equal(5, answer.Json["keys"]!.AsArray().Count);
        (await shop.Admin.GetAsync("/v1/admin/key-ring")).Must(404);
        (await shop.Admin.PostAsync("/v1/admin/key-ring/rotate", "{}")).Must(404);

        var manager = service.Services.GetRequiredService<IKeyManager>();
        foreach (var old in manager.GetAllKeys().OrderBy(key => key.CreationDate).SkipLast(1)) manager.RevokeKey(old.KeyId);
        await service.RestartAsync();
        foreach (var subject in subjects)
            Assert.Contains("203.0.113.7", (await shop.Dpo.GetAsync($"/v1/subjects/{subject}?reason=look")).Must(200).Body, StringComparison.Ordinal);
    }

    private static async Task<Answer> DoneAsync(TestService service)
    {
        for (var i = 0; i < 300; i++)
        {
            var answer = (await service.Root.GetAsync("/v1/admin/key-ring")).Must(200);
            if (answer.Field("rewrap.running") == "false") return answer;
            await Task.Delay(50);
        }

        throw new TimeoutException("Files are not wrapped anew.");
    }

    private static Dictionary<string, string?> Settings(string by, string folder)
    {
        if (by == "passphrase") return new() { ["Consent:KeyRing:Passphrase"] = "длинная кодовая фраза оператора" };
        if (by == "installation") return [];
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(folder, "ring.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "pfx-password"));
        return new() { ["Consent:KeyRing:Certificate"] = path, ["Consent:KeyRing:CertificatePassword"] = "pfx-password" };
    }

    private sealed class Away(IKeyWrap real) : IKeyWrap
    {
        public bool IsAway { get; set; }

        public byte[] Wrap(FileKey file, byte[] key) => Here().Wrap(file, key);

        public byte[] Unwrap(FileKey file, byte[] wrapped) => Here().Unwrap(file, wrapped);

        public bool IsOutdated(FileKey file, byte[] wrapped) => Here().IsOutdated(file, wrapped);

        private IKeyWrap Here() => IsAway ? throw new StorageUnavailableException("The key ring is not at hand.") : real;
    }
}
