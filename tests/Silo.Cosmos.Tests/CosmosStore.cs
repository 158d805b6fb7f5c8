using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Grains.Journal;
using Consent.Grains.Tests.Journal;
using Consent.Silo.Cosmos.Register;
using Consent.Storage;
using Consent.Storage.Proof;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Persistence.Cosmos;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>The journal and the register on an account, with Orleans' own storage provider between, and no silo around.</summary>
internal sealed class CosmosStore : Store
{
    private readonly CosmosAccount _account;
    private readonly bool _isReal;
    private readonly JournalStore _states;
    private readonly CosmosRegister _register;
    private readonly TimeProvider _clock;
    private GrainJournal? _journal;

    private CosmosStore(CosmosAccount account, JournalStore states, TimeProvider clock, bool isReal) =>
        (_account, _states, _register, _clock, _isReal) = (account, states, new CosmosRegister(account), clock, isReal);

    public CosmosAccount Account => _account;

    public override IJournal Journal => _journal ??= Another();

    public override IRegister Register => _register;

    public override IProofStore Proofs => new GrainProofStore(_states);

    public override IAttachmentStore Attachments => new GrainAttachments(_states);

    public static async Task<Store> InMemoryAsync(TimeProvider clock) => await OnAsync(await Accounts.InMemoryAsync(), clock, isReal: false);

    public static async Task<Store> RealAsync(TimeProvider clock) => await OnAsync(await Accounts.RealAsync(), clock, isReal: true);

    /// <summary>The journal as a second process has it.</summary>
    public GrainJournal Another() => new(_states, _register, _clock);

    public override Task TamperAsync(FileKey file, Tampering how) => TamperingWithStates.DoAsync(_states, file, how);

    public override async Task ReopenAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
        _journal = null;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
        if (_isReal) await _account.Database.DeleteAsync();
        _account.Dispose();
    }

    private static async Task<CosmosStore> OnAsync(CosmosAccount account, TimeProvider clock, bool isReal) =>
        new(account, new JournalStore(await ProviderAsync(account, Containers.Journal), await ProviderAsync(account, Containers.Commands)), clock, isReal);

    // As a silo makes it and opens it at start.
    private static async Task<IGrainStorage> ProviderAsync(CosmosAccount account, string container)
    {
        var services = new ServiceCollection().AddLogging().AddSerializer().AddKeyedSingleton<IDocumentIdProvider, DocumentIds>(container);
        services.Configure<ClusterOptions>(options => options.ServiceId = "consent");
        services.Configure<CosmosGrainStorageOptions>(container, options =>
        {
            options.ConfigureCosmosClient(_ => new(account.Client));
            (options.DatabaseName, options.ContainerName, options.DeleteStateOnClear) = (account.Database.Id, container, true);
        });
        var storage = CosmosStorageFactory.Create(services.BuildServiceProvider(), container);
        var lifecycle = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
        storage.Participate(lifecycle);
        await lifecycle.OnStart(TestContext.Current.CancellationToken);
        return storage;
    }
}
