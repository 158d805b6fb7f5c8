using System.Security.Cryptography;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>What every store of attached files promises: they come back as they came, or not at all, and go with the key of their file.</summary>
public abstract partial class JournalConformance
{
    private const int Chunk = SealedAttachments.ChunkBytes;

    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    private SealedAttachments Files => new(Store.Attachments, new Sealing(Keys, new SecretWrap(Secret)), Clock);

    [Fact]
    public async Task A_file_of_ten_megabytes_comes_back_as_it_came()
    {
        var file = await StandingAsync("anna");
        var bytes = RandomNumberGenerator.GetBytes((int)AttachmentTypes.MaxBytes);
        var about = await AttachAsync(file, "a1", bytes);
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (about.Size, about.Sha256));
        await Store.ReopenAsync();
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await ReadAsync(file, about)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk)]
    public async Task A_file_of_any_length_comes_back_whole(int length)
    {
        var (file, bytes) = (await StandingAsync("anna"), RandomNumberGenerator.GetBytes(length));
        var about = await AttachAsync(file, "a1", bytes);
        Assert.Equal(bytes, await ReadAsync(file, about));
        Assert.Null(await Store.Attachments.ReadAsync(file, "a1", (length + Chunk - 1) / Chunk, Cancel));
    }

    [Fact]
    public async Task What_is_stored_is_sealed()
    {
        var file = await StandingAsync("anna");
        await AttachAsync(file, "a1", new byte[Chunk]);
        var stored = (await Store.Attachments.ReadAsync(file, "a1", 0, Cancel))!;
        Assert.Equal(1 + 12 + Chunk + 16, stored.Length);
        Assert.Equal(-1, stored.AsSpan().IndexOf(new byte[32]));
    }

    [Fact]
    public async Task A_copy_opens_in_its_own_file_alone()
    {
        var (file, other) = (await StandingAsync("anna"), await StandingAsync("boris"));
        var bytes = RandomNumberGenerator.GetBytes((2 * Chunk) + 1);
        var about = await AttachAsync(file, "a1", bytes);
        await Files.CopyAsync(file, about, other, "b1", Cancel);
        Assert.Equal(bytes, await ReadAsync(other, about with { Id = "b1" }));
        await Assert.ThrowsAsync<JournalDamagedException>(() => ReadAsync(other, about));
    }

    [Fact]
    public async Task More_bytes_than_may_be_are_not_kept()
    {
        var file = await StandingAsync("anna");
        Assert.Null(await Files.WriteAsync(file, "a1", new MemoryStream(new byte[(3 * Chunk) + 1]), 3 * Chunk, _ => { }, Cancel));
        for (var number = 0; number < 5; number++) Assert.Null(await Store.Attachments.ReadAsync(file, "a1", number, Cancel));
        Assert.NotNull(await Files.WriteAsync(file, "a2", new MemoryStream(new byte[3 * Chunk]), 3 * Chunk, _ => { }, Cancel));
    }

    [Fact]
    public async Task Whoever_looks_at_the_first_bytes_may_refuse_before_anything_is_stored()
    {
        var file = await StandingAsync("anna");
        await Assert.ThrowsAsync<FormatException>(() => Files.WriteAsync(file, "a1", new MemoryStream([1, 2, 3]), 10, head => throw new FormatException($"{head.Length}"), Cancel));
        Assert.Null(await Store.Attachments.ReadAsync(file, "a1", 0, Cancel));
    }

    public static TheoryData<string> Damages => ["changed", "swapped", "of another file", "of another person", "lost", "cut at the end", "cut in the event"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_file_whose_chunks_were_touched_is_not_shown(string damage)
    {
        var (file, other) = (await StandingAsync("anna"), await StandingAsync("boris"));
        var about = await AttachAsync(file, "a1", RandomNumberGenerator.GetBytes((2 * Chunk) + 100));
        await AttachAsync(file, "a2", RandomNumberGenerator.GetBytes((2 * Chunk) + 100));
        await AttachAsync(other, "a1", RandomNumberGenerator.GetBytes((2 * Chunk) + 100));
        Assert.Equal(about.Size, (await ReadAsync(file, about)).Length);

        var chunks = new byte[3][];
        for (var number = 0; number < 3; number++) chunks[number] = (await Store.Attachments.ReadAsync(file, "a1", number, Cancel))!;
        IReadOnlyList<byte[]> touched = damage switch
        {
            "changed" => [chunks[0], [.. chunks[1][..500], (byte)(chunks[1][500] ^ 1), .. chunks[1][501..]], chunks[2]],
            "swapped" => [chunks[1], chunks[0], chunks[2]],
            "of another file" => [chunks[0], (await Store.Attachments.ReadAsync(file, "a2", 1, Cancel))!, chunks[2]],
            "of another person" => [chunks[0], (await Store.Attachments.ReadAsync(other, "a1", 1, Cancel))!, chunks[2]],
            "lost" => [chunks[0], chunks[2]],
            _ => [chunks[0], chunks[1]],
        };
        await Store.Attachments.DeleteAsync(file, "a1", Cancel);
        for (var number = 0; number < touched.Count; number++) await Store.Attachments.WriteAsync(file, "a1", number, touched[number], Clock.GetUtcNow(), Cancel);
        // Where the length itself were told otherwise, the last chunk still says that it is not the last.
        if (damage == "cut in the event") about = about with { Size = 2 * Chunk };
        await Assert.ThrowsAsync<JournalDamagedException>(() => ReadAsync(file, about));
    }

    [Fact]
    public async Task A_file_of_another_hash_is_not_shown()
    {
        var file = await StandingAsync("anna");
        var about = await AttachAsync(file, "a1", [1, 2, 3]);
        await Assert.ThrowsAsync<JournalDamagedException>(() => ReadAsync(file, about with { Sha256 = new string('0', 64) }));
    }

    [Fact]
    public async Task With_the_key_of_their_file_attached_files_are_gone()
    {
        var draft = new FileDraft(Shop, "anna");
        await WriteAsync(draft.Next());
        var boris = await StandingAsync("boris");
        var about = await AttachAsync(draft.Key, "a1", RandomNumberGenerator.GetBytes(2 * Chunk));
        var own = await AttachAsync(boris, "a1", [1, 2, 3]);
        var chunk = (await Store.Attachments.ReadAsync(draft.Key, "a1", 0, Cancel))!;
        await WriteAsync(draft.Next() with { DestroysKey = true });

        Assert.Null(await Store.Attachments.ReadAsync(draft.Key, "a1", 0, Cancel));
        Assert.Null(await Store.Attachments.ReadAsync(draft.Key, "a1", 1, Cancel));
        Assert.Empty(await Store.Attachments.LooseAsync(Clock.GetUtcNow().AddDays(1), 10, Cancel) is var loose ? loose.Where(one => one.File == draft.Key) : []);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Files.WriteAsync(draft.Key, "a2", new MemoryStream([1]), 10, _ => { }, Cancel));
        // Also where a copy of the bytes was brought back.
        await Store.Attachments.WriteAsync(draft.Key, "a1", 0, chunk, Clock.GetUtcNow(), Cancel);
        await Assert.ThrowsAsync<JournalDamagedException>(() => ReadAsync(draft.Key, about));
        Assert.Equal([1, 2, 3], await ReadAsync(boris, own));
    }

    [Fact]
    public async Task What_nobody_keeps_is_loose_by_its_age_and_what_is_deleted_is_not()
    {
        var file = await StandingAsync("anna");
        foreach (var id in (string[])["a1", "a2", "a3"]) await AttachAsync(file, id, [1, 2, 3]);
        var later = Clock.GetUtcNow().AddHours(1);
        Assert.Empty(await Store.Attachments.LooseAsync(Clock.GetUtcNow(), 10, Cancel));
        Assert.Equal(3, (await Store.Attachments.LooseAsync(later, 10, Cancel)).Count);
        Assert.Equal(2, (await Store.Attachments.LooseAsync(later, 2, Cancel)).Count);
        await Store.Attachments.KeepAsync(file, "a1", Cancel);
        await Store.Attachments.DeleteAsync(file, "a2", Cancel);
        await Store.ReopenAsync();
        Assert.Equal([(file, "a3")], await Store.Attachments.LooseAsync(later, 10, Cancel));
        Assert.NotNull(await Store.Attachments.ReadAsync(file, "a1", 0, Cancel));
        Assert.Null(await Store.Attachments.ReadAsync(file, "a2", 0, Cancel));
        await Store.Attachments.DeleteAsync(file, "a2", Cancel);
    }

    private async Task<FileKey> StandingAsync(string subject)
    {
        var draft = new FileDraft(Shop, subject);
        await WriteAsync(draft.Next());
        return draft.Key;
    }

    private async Task<Attachment> AttachAsync(FileKey file, string id, byte[] bytes)
    {
        var written = (await Files.WriteAsync(file, id, new MemoryStream(bytes), AttachmentTypes.MaxBytes, _ => { }, Cancel))!;
        return new Attachment(id, "application/pdf", written.Size, written.Sha256, ByApplicant: true, IsPublic: true);
    }

    private async Task<byte[]> ReadAsync(FileKey file, Attachment about)
    {
        var whole = new MemoryStream();
        await foreach (var chunk in Files.ReadAsync(file, about, Cancel)) whole.Write(chunk.Span);
        return whole.ToArray();
    }
}
