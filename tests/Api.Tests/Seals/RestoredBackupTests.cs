using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Seals;

/// <summary>R22: a backup of before a destruction is restored, and the person is destroyed before the first answer.</summary>
public sealed class RestoredBackupTests
{
    private static readonly int Rounds = Amount.Of("CONSENT_R22_ROUNDS", 5);

    [Fact]
    public async Task A_restored_backup_brings_nobody_back()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        for (var round = 0; round < Rounds; round++)
        {
            var (gone, stays, later) = (Shop.NewSubject(), Shop.NewSubject(), Shop.NewSubject());
            var number = await GiveAsync(shop, gone);
            await GiveAsync(shop, stays);
            var file = (await Uploads.SendAsync(shop.Dpo, $"/v1/requests/{number}/attachments", "a.pdf", Uploads.Pdf)).Must(201).Field("id")!;
            await service.StopAsync();
            var backup = File.ReadAllBytes(Path.Combine(service.Data, "consent.db"));
            service.Time.Advance(TimeSpan.FromDays(1));
            await service.StartAgainAsync();
            await GiveAsync(shop, later);
            await service.DestroyAsync("lavka", gone);
            await service.DestroyAsync("lavka", later);

            await RestoreAsync(service, backup);
            Assert.Equal("destroyed", (await shop.CheckAsync(gone)).Field("reason"));
            Assert.Equal("true", (await shop.CheckAsync(stays)).Field("allowed"));
            (await shop.Dpo.GetAsync($"/v1/requests/{number}?reason=look")).Must(404);
            Assert.Null(await service.Services.GetRequiredService<IAttachmentStore>().ReadAsync(new FileKey(shop.Operator, new SubjectId(gone)), file, 0, TestContext.Current.CancellationToken));
            Assert.Equal((1, "ledger", true), await LastAsync(service, gone));
            (await shop.Front.PostAsync("/v1/consents", Shop.Consent(later))).MustBe(409, "file-destroyed");

            // Once more, it has nothing to do.
            await service.RestartAsync();
            Assert.Equal((1, "ledger", true), await LastAsync(service, gone));
        }

        Amount.Report($"R22: {Rounds} backups restored, nobody came back.");
    }

    [Fact]
    public async Task Without_the_ledger_a_restored_backup_would()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var gone = Shop.NewSubject();
        await GiveAsync(shop, gone);
        await service.StopAsync();
        var backup = File.ReadAllBytes(Path.Combine(service.Data, "consent.db"));
        await service.StartAgainAsync();
        await service.DestroyAsync("lavka", gone);
        await RestoreAsync(service, backup, withoutLedger: true);
        Assert.Equal("true", (await shop.CheckAsync(gone)).Field("allowed"));
        Assert.Contains("203.0.113.7", (await shop.Dpo.GetAsync($"/v1/subjects/{gone}?reason=look")).Must(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_written_destroys_nobody()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var subject = Shop.NewSubject();
        await GiveAsync(shop, subject);
        Directory.CreateDirectory(Path.Combine(service.Data, "destroyed.ledger"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => service.DestroyAsync("lavka", subject));
        Assert.Equal("true", (await shop.CheckAsync(subject)).Field("allowed"));
    }

    private static async Task<string> GiveAsync(Shop shop, string subject)
    {
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, evidence: "\"channel\": \"web\", \"ip\": \"203.0.113.7\""))).Must(201);
        return await shop.RegisterAsync(Shop.Request(subject));
    }

    private static async Task RestoreAsync(TestService service, byte[] backup, bool withoutLedger = false)
    {
        await service.StopAsync();
        foreach (var path in Directory.GetFiles(service.Data, "consent.db*")) File.Delete(path);
        await File.WriteAllBytesAsync(Path.Combine(service.Data, "consent.db"), backup);
        if (withoutLedger) File.Delete(Path.Combine(service.Data, "destroyed.ledger"));
        await service.StartAgainAsync();
    }

    private static async Task<(int Times, string Actor, bool IsGone)> LastAsync(TestService service, string subject)
    {
        var file = new FileKey(new OperatorId("lavka"), new SubjectId(subject));
        var entries = await service.Services.GetRequiredService<Sealing>().OpenAsync(file, await service.Journal.ReadAsync(file, default), default);
        return (
            entries.Count(entry => entry.Event is SubjectDestroyed), entries[^1].Actor,
            entries.Select(entry => entry.Event).OfType<ConsentGiven>().All(given => given.Evidence.Ip!.IsDestroyed));
    }
}
