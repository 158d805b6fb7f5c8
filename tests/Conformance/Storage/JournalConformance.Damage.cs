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
        await AssertKeptAsync(neighbour);
        await WriteAsync(neighbour.Next());
        await AssertKeptAsync(neighbour);
    }
}
