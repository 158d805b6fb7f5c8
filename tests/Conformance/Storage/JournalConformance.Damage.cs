using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>Whatever is done to a file behind the journal's back is found by whoever reads it, and harms no other file.</summary>
public abstract partial class JournalConformance
{
    public static TheoryData<Tampering> EveryTampering => [.. Enum.GetValues<Tampering>()];

    [Theory]
    [MemberData(nameof(EveryTampering))]
    public async Task A_file_tampered_with_is_not_read_and_others_are(Tampering how)
    {
        var (victim, neighbour) = (new FileDraft(Shop, "anna"), new FileDraft(Shop, "boris"));
        foreach (var file in new[] { victim, neighbour }) await WriteAsync(file.Next(3));
        await AssertKeptAsync(victim);

        await Store.TamperAsync(victim.Key, how);
        var found = await Assert.ThrowsAsync<JournalDamagedException>(async () => await ReadAsync(victim));
        Assert.Contains(victim.Key.ToString(), found.Message, StringComparison.Ordinal);
        // A part that reaches from the end to the beginning is trusted no more than the whole.
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Journal.ReadLastAsync(victim.Key, long.MaxValue, 100, Cancel));
        await AssertKeptAsync(neighbour);
        await WriteAsync(neighbour.Next());
        await AssertKeptAsync(neighbour);
    }

    [Theory]
    [InlineData(Tampering.LastRemoved)]
    [InlineData(Tampering.LastMovedToAnotherFile)]
    [InlineData(Tampering.AllRemoved)]
    [InlineData(Tampering.HeadHashChanged)]
    [InlineData(Tampering.HeadSetBack)]
    [InlineData(Tampering.HeadLost)]
    public async Task The_last_entries_of_a_file_whose_end_was_tampered_with_are_not_read(Tampering how)
    {
        var victim = new FileDraft(Shop, "anna");
        await WriteAsync(victim.Next(5));
        await Store.TamperAsync(victim.Key, how);
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Journal.ReadLastAsync(victim.Key, long.MaxValue, 2, Cancel));
    }
}
