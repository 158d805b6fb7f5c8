using System.Text;
using Consent.Conformance.Storage;
using Consent.Domain;

namespace Consent.Storage.Tests;

/// <summary>A sealed value opens where it was sealed, by the key it was sealed with, and nowhere else.</summary>
public sealed class FileSealTests
{
    private static readonly FileKey Anna = new(new OperatorId("shop"), new SubjectId("anna"));

    private readonly FileSeal _seal = FileSeal.New();

    [Theory]
    [InlineData("Иванова")]
    [InlineData("кавычки \" и \\ и {\"plain\":\"x\"} и {\"sealed\":\"y\"}")]
    [InlineData("<script>&\u0001\n🌲")]
    [InlineData(" ")]
    public void Whatever_is_sealed_opens_the_same(string text)
    {
        var entry = Noted(Anna, 1, text);
        Assert.DoesNotContain(text, Encoding.UTF8.GetString(entry.Payload), StringComparison.Ordinal);
        Assert.Equal(text, Open(entry));
    }

    [Fact]
    public void The_same_value_is_sealed_otherwise_each_time() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(Noted(Anna, 1, "Иванова").Payload)).Distinct().Count());

    [Fact]
    public void Every_changed_byte_of_a_sealed_value_is_found()
    {
        var entry = Noted(Anna, 1, "Иванова");
        var (start, found) = (Encoding.UTF8.GetString(entry.Payload).IndexOf("{\"sealed\":\"", StringComparison.Ordinal) + 11, 0);
        var end = Array.IndexOf(entry.Payload, (byte)'"', start);
        for (var i = start; i < end; i++)
        {
            byte[] payload = [.. entry.Payload];
            payload[i] = payload[i] == (byte)'A' ? (byte)'B' : (byte)'A';
            if (payload.AsSpan().SequenceEqual(entry.Payload)) continue;
            Assert.Throws<JournalDamagedException>(() => Open(entry with { Payload = payload }));
            found++;
        }

        Assert.InRange(found, 40, 100);
    }

    [Fact]
    public void A_value_moved_to_another_file_entry_kind_or_place_does_not_open()
    {
        var entry = Noted(Anna, 1, "Иванова");
        foreach (var moved in (Entry[])[
            entry with { File = Anna with { Subject = new SubjectId("boris") } },
            entry with { File = Anna with { Operator = new OperatorId("bank") } },
            entry with { Version = 2 },
            entry with { Kind = "request-closed/1" }])
            Assert.Throws<JournalDamagedException>(() => Open(moved));

        var two = Sealed(Anna, 1, new RequestReceived(
            default, "2026-000001", default, Channel.Web, [], [], [], new Applicant(new Personal("Анна"), null, new Personal("anna@mail.example"), null), null, null));
        var text = Encoding.UTF8.GetString(two.Payload);
        var values = text.Split("{\"sealed\":\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)]).ToArray();
        var swapped = text.Replace(values[0], "~", StringComparison.Ordinal).Replace(values[1], values[0], StringComparison.Ordinal).Replace("~", values[1], StringComparison.Ordinal);
        Assert.Throws<JournalDamagedException>(() => _seal.Open(two with { Payload = Encoding.UTF8.GetBytes(swapped) }));
        Assert.NotNull(_seal.Open(two));
    }

    [Fact]
    public void The_key_of_one_file_never_opens_another()
    {
        var entry = Noted(Anna, 1, "Иванова");
        for (var i = 0; i < 1000; i++) Assert.Throws<JournalDamagedException>(() => FileSeal.New().Open(entry));
    }

    [Fact]
    public void What_was_sealed_before_a_fresh_key_still_opens_and_the_old_key_does_not_open_what_came_after()
    {
        var renewed = _seal.Renewed();
        var (before, after) = (Noted(Anna, 1, "раньше"), Noted(Anna, 2, "потом", renewed));
        Assert.Equal("раньше", Read(before with { Opened = renewed.Open(before) }));
        Assert.Equal("потом", Read(after with { Opened = renewed.Open(after) }));
        Assert.Throws<JournalDamagedException>(() => _seal.Open(after));
    }

    [Fact]
    public void A_forgotten_key_opens_nothing()
    {
        var entry = Noted(Anna, 1, "Иванова");
        _seal.Forget();
        Assert.Throws<JournalDamagedException>(() => _seal.Open(entry));
    }

    [Fact]
    public void A_wrapped_key_unwraps_for_its_file_alone()
    {
        var wrap = new SecretWrap(new byte[32]);
        var wrapped = wrap.Wrap(Anna, [1, 2, 3]);
        Assert.Equal([1, 2, 3], wrap.Unwrap(Anna, wrapped));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => wrap.Unwrap(Anna with { Subject = new SubjectId("boris") }, wrapped));
    }

    [Fact]
    public void A_bare_text_from_before_it_was_known_to_be_personal_is_still_read()
    {
        var read = (PersonalDataRead)EventNames.Read("personal-data-read/1", """{"at":"2026-11-24T09:00:00Z","reason":"жалоба"}"""u8);
        Assert.Equal("жалоба", read.Reason.Value);
    }

    [Fact]
    public void The_whole_journal_rests_on_the_sealed_form()
    {
        var entry = Noted(Anna, 1, "Иванова");
        Assert.Equal(entry.Hash, entry.HashAfter(Entry.Genesis));
        Assert.Equal(entry.Hash, (entry with { Opened = _seal.Open(entry) }).HashAfter(Entry.Genesis));
    }

    private string Open(Entry entry) => Read(entry with { Opened = _seal.Open(entry) });

    private static string Read(Entry entry) => ((RequestNoted)entry.Event).Text.Value;

    private Entry Noted(FileKey file, long version, string text, FileSeal? seal = null) =>
        Sealed(file, version, new RequestNoted(FileDraft.Noon, "2026-000001", new Personal(text), IsPublic: false), seal);

    private Entry Sealed(FileKey file, long version, FileEvent happened, FileSeal? seal = null) =>
        Entry.After(Entry.Genesis, file, version, FileDraft.Noon, "anna", WrittenEvent.Of(happened), seal ?? _seal);
}
