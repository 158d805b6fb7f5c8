using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Requests;

/// <summary>What comes between the bytes of a file and the event that tells of them.</summary>
public sealed class AttachmentFaultsTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, .. new byte[600_000]];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_that_the_journal_does_not_tell_of_are_nobodys_file_and_are_swept_away_a_day_later()
    {
        Failing? failing = null;
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IJournal>(real => failing = new Failing(real)));
        var shop = await Shop.OpenAsync(service, "lavka");
        var number = await shop.RegisterAsync(Shop.Request("c-1"));
        var path = $"/v1/requests/{number}/attachments";
        var kept = (await Uploads.SendAsync(shop.Dpo, path, "a.pdf", Pdf)).Must(201).Field("id")!;
        failing!.Fails = true;
        (await Uploads.SendAsync(shop.Dpo, path, "b.pdf", Pdf, key: "once")).MustBe(503, "storage-unavailable");
        failing.Fails = false;
        Assert.Single((await shop.Dpo.GetAsync(path)).Json["items"]!.AsArray());

        var store = service.Services.GetRequiredService<IAttachmentStore>();
        var (file, lost) = Assert.Single(await store.LooseAsync(service.Time.Now.AddDays(2), 10, Cancel));
        await SweepAsync(service);
        Assert.NotNull(await store.ReadAsync(file, lost, 2, Cancel));
        service.Time.Advance(AttachmentSweep.Patience + TimeSpan.FromSeconds(1));
        await SweepAsync(service);
        for (var chunk = 0; chunk < 3; chunk++) Assert.Null(await store.ReadAsync(file, lost, chunk, Cancel));
        Assert.Empty(await store.LooseAsync(service.Time.Now.AddDays(2), 10, Cancel));

        // Sent again with its key, it is attached; what was attached before is as it was.
        (await Uploads.SendAsync(shop.Dpo, path, "b.pdf", Pdf, key: "once")).Must(201);
        Assert.Equal(Pdf, (await shop.Dpo.GetAsync($"{path}/{kept}?reason=x")).Must(200).Bytes);
    }

    [Fact]
    public async Task A_file_that_the_journal_tells_of_is_kept_though_the_mark_was_not_made()
    {
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IAttachmentStore>(real => new Forgetful(real)));
        var shop = await Shop.OpenAsync(service, "lavka");
        var path = $"/v1/requests/{await shop.RegisterAsync(Shop.Request("c-1"))}/attachments";
        var id = (await Uploads.SendAsync(shop.Dpo, path, "a.pdf", Pdf)).Must(201).Field("id")!;
        var store = (Forgetful)service.Services.GetRequiredService<IAttachmentStore>();
        Assert.Single(await store.LooseAsync(service.Time.Now.AddDays(2), 10, Cancel));
        store.IsForgetful = false;
        service.Time.Advance(AttachmentSweep.Patience + TimeSpan.FromSeconds(1));
        await SweepAsync(service);
        Assert.Empty(await store.LooseAsync(service.Time.Now.AddDays(2), 10, Cancel));
        Assert.Equal(Pdf, (await shop.Dpo.GetAsync($"{path}/{id}?reason=x")).Must(200).Bytes);
    }

    [Fact]
    public async Task Two_of_the_last_place_at_once_are_one_file()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var path = $"/v1/requests/{await shop.RegisterAsync(Shop.Request("c-1"))}/attachments";
        for (var i = 1; i < AttachmentTypes.MaxPerRequest; i++) (await Uploads.SendAsync(shop.Dpo, path, "a.pdf", Uploads.Pdf)).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Uploads.SendAsync(shop.Dpo, path, "a.pdf", Pdf)));
        Assert.Equal([201, 422, 422, 422], answers.Select(answer => answer.Status).Order());
        Assert.Empty(await service.Services.GetRequiredService<IAttachmentStore>().LooseAsync(service.Time.Now.AddDays(2), 10, Cancel));
    }

    private static Task SweepAsync(TestService service) => ActivatorUtilities.CreateInstance<AttachmentSweep>(service.Services).LookAsync(Cancel);

    private sealed class Failing(IJournal inner) : JournalDecorator(inner)
    {
        public bool Fails { get; set; }

        public override Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) =>
            Fails && append.Entries.Any(entry => entry.Kind.StartsWith("attachment-added", StringComparison.Ordinal))
                ? throw new StorageUnavailableException("no space") : base.TryAppendAsync(append, cancellationToken);
    }

    // As if the process had ended before it.
    private sealed class Forgetful(IAttachmentStore inner) : IAttachmentStore
    {
        public bool IsForgetful { get; set; } = true;

        public Task KeepAsync(FileKey file, string id, CancellationToken cancellationToken) => IsForgetful ? Task.CompletedTask : inner.KeepAsync(file, id, cancellationToken);

        public Task WriteAsync(FileKey file, string id, int number, byte[] chunk, DateTimeOffset at, CancellationToken cancellationToken) => inner.WriteAsync(file, id, number, chunk, at, cancellationToken);

        public ValueTask<byte[]?> ReadAsync(FileKey file, string id, int number, CancellationToken cancellationToken) => inner.ReadAsync(file, id, number, cancellationToken);

        public Task DeleteAsync(FileKey file, string id, CancellationToken cancellationToken) => inner.DeleteAsync(file, id, cancellationToken);

        public Task<IReadOnlyList<(FileKey File, string Id)>> LooseAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => inner.LooseAsync(before, limit, cancellationToken);
    }
}
