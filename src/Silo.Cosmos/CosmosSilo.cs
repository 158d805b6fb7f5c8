using Consent.Grains.Journal;
using Consent.Silo.Cosmos.Register;
using Consent.Storage;
using Consent.Storage.Proof;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Consent.Silo.Cosmos;

/// <summary>A silo that keeps everything in Azure Cosmos DB.</summary>
public static class CosmosSilo
{
    /// <summary>The account, checked before anything starts, the journal and the register on it.</summary>
    public static IServiceCollection AddCosmos(this IServiceCollection services)
    {
        services.AddOptions<CosmosSettings>().BindConfiguration(CosmosSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CosmosAccount>();
        services.AddHostedService<CosmosStart>();
        return services.AddCosmosStores();
    }

    /// <summary>The journal and the register on an account that is registered already.</summary>
    public static IServiceCollection AddCosmosStores(this IServiceCollection services) => services
        .AddSingleton<CosmosRegister>()
        .AddSingleton<IRegister>(provider => provider.GetRequiredService<CosmosRegister>())
        .AddSingleton<IRegisterWriter>(provider => provider.GetRequiredService<CosmosRegister>())
        .AddSingleton(provider => new JournalStore(
            provider.GetRequiredKeyedService<IGrainStorage>(JournalStore.Journal), provider.GetRequiredKeyedService<IGrainStorage>(JournalStore.Commands)))
        .AddSingleton<GrainJournal>()
        .AddSingleton<IJournal>(provider => provider.GetRequiredService<GrainJournal>())
        .AddSingleton<IProofStore, GrainProofStore>()
        .AddSingleton<IAttachmentStore, GrainAttachments>()
        .AddSingleton<IFileKeys>(provider => provider.GetRequiredService<GrainJournal>())
        .AddSingleton<IRingStore>(provider => new GrainRing(provider.GetRequiredService<JournalStore>()))
        .AddHostedService<JournalSweep>();

    /// <summary>Clustering, reminders and the state of grains on the account. The silo must be started before anything reads the journal.</summary>
    public static ISiloBuilder UseCosmos(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CataloguesFirst>();
        return silo.UseCosmosProviders();
    }

    /// <summary>The providers of Orleans alone.</summary>
    public static ISiloBuilder UseCosmosProviders(this ISiloBuilder silo) => silo
        .UseCosmosClustering(options => options.Configure<CosmosAccount>((own, account) =>
        {
            own.ConfigureCosmosClient(_ => new(account.Client));
            (own.DatabaseName, own.ContainerName) = (account.Database.Id, Containers.Silos);
        }))
        .UseCosmosReminderService(options => options.Configure<CosmosAccount>((own, account) =>
        {
            own.ConfigureCosmosClient(_ => new(account.Client));
            (own.DatabaseName, own.ContainerName) = (account.Database.Id, Containers.Reminders);
        }))
        .AddGrainStorage(JournalStore.Journal, Containers.Journal)
        .AddGrainStorage(JournalStore.Commands, Containers.Commands)
        .AddGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, Containers.Grains);

    private static ISiloBuilder AddGrainStorage(this ISiloBuilder silo, string name, string container) =>
        silo.AddCosmosGrainStorage<DocumentIds>(name, options => options.Configure<CosmosAccount>((own, account) =>
        {
            own.ConfigureCosmosClient(_ => new(account.Client));
            (own.DatabaseName, own.ContainerName) = (account.Database.Id, container);
            // What is thrown away, an attached file, leaves no document behind.
            own.DeleteStateOnClear = true;
        }));
}
