using Consent.Storage;
using Consent.Storage.Postgres;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>The journal and the register of the database that the settings name.</summary>
internal static class StorageSetup
{
    private const string PostgresName = "Postgres";

    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton(provider => SqliteDatabase.Open(Path.Combine(provider.DataFolder(), "consent.db")))
        // Opened once, at start, before anything waits on the thread that opens it.
        .AddSingleton(provider => PostgresDatabase.OpenAsync(ConnectionString(provider), CancellationToken.None).GetAwaiter().GetResult())
        .AddSingleton<PostgresJournal>()
        .AddSingleton<SqliteJournal>()
        .AddSingleton<IJournal>(provider => IsPostgres(provider) ? provider.GetRequiredService<PostgresJournal>() : provider.GetRequiredService<SqliteJournal>())
        .AddSingleton<IFileKeys>(provider => IsPostgres(provider) ? provider.GetRequiredService<PostgresJournal>() : provider.GetRequiredService<SqliteJournal>())
        .AddSingleton<IAttachmentStore>(provider => IsPostgres(provider)
            ? ActivatorUtilities.CreateInstance<PostgresAttachments>(provider)
            : ActivatorUtilities.CreateInstance<SqliteAttachments>(provider))
        .AddSingleton<SealedAttachments>()
        .AddSingleton<IRingStore>(provider => IsPostgres(provider)
            ? ActivatorUtilities.CreateInstance<PostgresRing>(provider)
            : new FolderRing(Path.Combine(provider.DataFolder(), "keyring")))
        .AddSingleton<IRegister>(provider => IsPostgres(provider)
            ? ActivatorUtilities.CreateInstance<PostgresRegister>(provider)
            : ActivatorUtilities.CreateInstance<SqliteRegister>(provider));

    /// <summary>The folder of the embedded database and the installation's secret; made where there is none.</summary>
    /// <exception cref="DatabaseRefusedException">It cannot be made.</exception>
    public static string DataFolder(this IServiceProvider provider)
    {
        var folder = Path.GetFullPath(provider.GetRequiredService<IOptions<ConsentOptions>>().Value.Data);
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException($"The data folder {folder} cannot be made or written: {failure.Message}", failure);
        }
    }

    // A silo on Azure Cosmos DB registers its own over these.
    private static bool IsPostgres(IServiceProvider provider) => provider.GetRequiredService<IOptions<ConsentOptions>>().Value.Storage switch
    {
        "cosmos" => throw new DatabaseRefusedException("Consent__Storage is cosmos: that is for silos. Start Consent.Silo, or choose sqlite or postgres."),
        var storage => storage == "postgres",
    };

    private static string ConnectionString(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>().GetConnectionString(PostgresName)
        ?? throw new DatabaseRefusedException("Consent__Storage is postgres, but ConnectionStrings__Postgres is not set.");
}
