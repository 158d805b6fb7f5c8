using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Conformance;

/// <summary>A real database and one described operator: all that an engine stands on.</summary>
public sealed class Installation : IAsyncDisposable
{
    private Installation(Store store, ManualClock clock)
    {
        (Store, Clock) = (store, clock);
        Journal = new HookedJournal(store.Journal);
        Register = store.Register;
        Sealing = new Sealing((IFileKeys)store.Journal, Wrap);
        Catalogues = new Catalogues(Journal, clock, Sealing);
    }

    /// <summary>In place of a key ring.</summary>
    public static SecretWrap Wrap { get; } = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    public Store Store { get; }

    public Sealing Sealing { get; }

    public ManualClock Clock { get; }

    public HookedJournal Journal { get; }

    public IRegister Register { get; }

    public Catalogues Catalogues { get; }

    /// <param name="open">A SQLite file where none is given.</param>
    public static async Task<Installation> NewAsync(Func<TimeProvider, Task<Store>>? open = null)
    {
        var clock = new ManualClock(Demo.Start);
        var installation = new Installation(open is null ? new SqliteStore(clock) : await open(clock), clock);
        await installation.Catalogues.LoadAsync(CancellationToken.None);
        foreach (var (operatorId, command) in Demo.Catalogue)
            Assert.IsType<Outcome.Done>(await installation.Catalogues.ExecuteAsync(operatorId, new Envelope("test", command), CancellationToken.None));
        return installation;
    }

    /// <summary>The service is stopped and started again on the same data.</summary>
    public async Task<Installation> ReopenAsync()
    {
        await Store.ReopenAsync();
        var again = new Installation(Store, Clock);
        await again.Catalogues.LoadAsync(CancellationToken.None);
        return again;
    }

    /// <summary>What is written of a file, read past every engine.</summary>
    public async Task<IReadOnlyList<FileEvent>> EventsAsync(FileKey file) =>
        [.. (await Store.Journal.ReadAsync(file, CancellationToken.None)).Select(entry => entry.Event)];

    /// <summary>Somebody with a database tool changes the first entry of a file.</summary>
    public Task DamageAsync(FileKey file) => Store.TamperAsync(file, Tampering.ActorChanged);

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
