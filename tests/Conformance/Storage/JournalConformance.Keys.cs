using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>What every journal promises of the keys of files: kept and thrown away with what is written, and never back.</summary>
public abstract partial class JournalConformance
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
    private static readonly byte[] Another = [.. Key.Reverse()];

    private IFileKeys Keys => Store.Keys;

    [Fact]
    public async Task A_key_is_kept_with_the_append_that_brings_it_and_no_other()
    {
        var file = new FileDraft(Shop, "anna");
        Assert.Null(await Keys.ReadKeyAsync(file.Key, Cancel));
        await WriteAsync(file.Next() with { NewKey = Key });
        await WriteAsync(file.Next());
        Assert.Equal(Key, (await Keys.ReadKeyAsync(file.Key, Cancel))!.Wrapped);
        Assert.Null(await Keys.ReadKeyAsync(new FileDraft(Bank, "anna").Key, Cancel));
        await AssertKeptAsync(file);
    }

    [Fact]
    public async Task An_append_that_is_not_written_leaves_no_key()
    {
        var file = new FileDraft(Shop, "anna");
        Assert.Equal(AppendResult.LostRace, await Journal.TryAppendAsync(file.Copy().Next() with { ExpectedVersion = 7, NewKey = Key }, Cancel));
        Assert.Null(await Keys.ReadKeyAsync(file.Key, Cancel));
        await WriteAsync(file.Next() with { NewKey = Key });
        Assert.Equal(AppendResult.LostRace, await Journal.TryAppendAsync(new FileDraft(Shop, "anna").Next() with { NewKey = Another }, Cancel));
        Assert.Equal(AppendResult.LostRace, await Journal.TryAppendAsync(new FileDraft(Shop, "anna").Next() with { DestroysKey = true }, Cancel));
        Assert.Equal(Key, (await Keys.ReadKeyAsync(file.Key, Cancel))!.Wrapped);
    }

    [Fact]
    public async Task A_key_is_wrapped_otherwise_by_who_knows_how_it_is_wrapped()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next() with { NewKey = Key });
        Assert.False(await Keys.TrySetKeyAsync(file.Key, null, Another, Cancel));
        Assert.False(await Keys.TrySetKeyAsync(file.Key, Another, Key, Cancel));
        Assert.True(await Keys.TrySetKeyAsync(file.Key, Key, Another, Cancel));
        Assert.Equal(Another, (await Keys.ReadKeyAsync(file.Key, Cancel))!.Wrapped);
        await WriteAsync(file.Next());
        await AssertKeptAsync(file);
        await Store.ReopenAsync();
        Assert.Equal(Another, (await Keys.ReadKeyAsync(file.Key, Cancel))!.Wrapped);
    }

    [Fact]
    public async Task Of_many_who_set_the_first_key_one_does()
    {
        var file = FileKey.OfCatalogue(new OperatorId(Shop));
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Keys.TrySetKeyAsync(file, null, [(byte)i, .. Key], Cancel))));
        byte[] first = [(byte)Array.IndexOf(results, true), .. Key];
        Assert.Equal(first, (await Keys.ReadKeyAsync(file, Cancel))!.Wrapped);
        Assert.Single(results, true);
    }

    [Fact]
    public async Task A_key_thrown_away_never_comes_back_and_the_journal_still_verifies()
    {
        var (file, without) = (new FileDraft(Shop, "anna"), new FileDraft(Shop, "boris"));
        await WriteAsync(file.Next(2) with { NewKey = Key });
        await WriteAsync(without.Next());
        await WriteAsync(new FileDraft(Shop, "vera").Next() with { NewKey = Key });
        await WriteAsync(file.Next() with { DestroysKey = true });
        await WriteAsync(without.Next() with { DestroysKey = true });
        foreach (var destroyed in (FileDraft[])[file, without])
        {
            Assert.Equal(KeptKey.Destroyed, await Keys.ReadKeyAsync(destroyed.Key, Cancel));
            Assert.False(await Keys.TrySetKeyAsync(destroyed.Key, null, Key, Cancel));
            Assert.False(await Keys.TrySetKeyAsync(destroyed.Key, Key, Key, Cancel));
            await AssertKeptAsync(destroyed);
        }

        Assert.Equal(["anna", "boris"], (await Keys.DestroyedAsync(file.Key.Operator, Cancel)).Select(subject => subject.Value));
        Assert.Empty(await Keys.DestroyedAsync(new OperatorId(Bank), Cancel));
        await Store.ReopenAsync();
        Assert.Equal(KeptKey.Destroyed, await Keys.ReadKeyAsync(file.Key, Cancel));
    }

    [Fact]
    public async Task Every_file_of_an_operator_is_listed_once()
    {
        var files = Enumerable.Range(0, 600).Select(i => new FileDraft(Shop, $"subject-{i:000}")).ToList();
        await Task.WhenAll(files.Select(async file =>
        {
            await WriteAsync(file.Next());
            await WriteAsync(file.Next());
        }));
        await WriteAsync(new FileDraft(Bank, "anna").Next());
        var listed = new List<string>();
        await foreach (var subject in Keys.FilesAsync(new OperatorId(Shop), Cancel)) listed.Add(subject.Value);
        Assert.Equal(files.Select(file => file.Key.Subject.Value), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_person_is_found_by_a_contact_until_destroyed()
    {
        var (email, phone) = (Hash(ContactKind.Email, 1), Hash(ContactKind.Phone, 1));
        var (anna, boris) = (new FileDraft(Shop, "anna"), new FileDraft(Shop, "boris"));
        await WriteAsync(anna.Next(register: RegisterRows.None with { Contacts = [email, phone] }));
        await WriteAsync(anna.Next(register: RegisterRows.None with { Contacts = [email] }));
        await WriteAsync(boris.Next(register: RegisterRows.None with { Contacts = [email] }));
        await WriteAsync(new FileDraft(Bank, "anna").Next(register: RegisterRows.None with { Contacts = [Hash(ContactKind.Email, 2)] }));
        Assert.Equal(["anna", "boris"], await FoundAsync(email));
        Assert.Equal(["anna"], await FoundAsync(phone));
        Assert.Empty(await FoundAsync(Hash(ContactKind.Email, 2)));
        Assert.Empty(await FoundAsync(Hash(ContactKind.Document, 1)));

        await WriteAsync(anna.Next(register: RegisterRows.None with { ForgetsContacts = true }) with { DestroysKey = true });
        Assert.Equal(["boris"], await FoundAsync(email));
        Assert.Empty(await FoundAsync(phone));
    }

    private async Task<IEnumerable<string>> FoundAsync(ContactRow contact) =>
        (await Store.Register.FindByContactAsync(new OperatorId(Shop), contact, 10, Cancel)).Select(subject => subject.Value);

    private static ContactRow Hash(ContactKind kind, byte of) => new(kind, [.. Enumerable.Repeat(of, 32)]);
}
