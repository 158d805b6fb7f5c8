using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Storage;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Cosmos;

/// <summary>The account that all of a silo works on: the journal, the register, the cluster and its reminders.</summary>
public sealed class CosmosAccount : IDisposable
{
    private readonly CosmosSettings _settings;

    /// <exception cref="DatabaseRefusedException">There is no connection string, or it is not one.</exception>
    public CosmosAccount(IConfiguration configuration, IOptions<CosmosSettings> settings)
        : this(Connect(configuration.GetConnectionString("Cosmos"), settings.Value), settings.Value)
    {
    }

    public CosmosAccount(CosmosClient client, CosmosSettings settings) => (Client, _settings) = (client, settings);

    public CosmosClient Client { get; }

    public Database Database => Client.GetDatabase(_settings.Database);

    /// <summary>Reads the account's consistency, makes what is missing where that is allowed, and gives what the operator accepted in writing, if anything.</summary>
    /// <exception cref="DatabaseRefusedException">Does not answer, is too weak, or lacks a container.</exception>
    public async Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var account = await Client.ReadAccountAsync().WaitAsync(cancellationToken);
            var accepted = Consistency.Judge(account.Consistency.DefaultConsistencyLevel, account.WritableRegions.Count(), _settings.AcceptWeaker);
            if (_settings.Create) await CreateAsync(cancellationToken);
            else await FindAsync(cancellationToken);
            return accepted;
        }
        catch (Exception failure) when (failure is CosmosException or HttpRequestException)
        {
            throw new DatabaseRefusedException(
                $"Azure Cosmos DB at {Client.Endpoint.Host} refuses: {Why(failure)}. Start it, or correct ConnectionStrings__Cosmos.", failure);
        }
    }

    /// <summary>The fingerprint of the secret that the first silo of this database had; the given one where this is the first.</summary>
    /// <exception cref="StorageUnavailableException">The account does not answer.</exception>
    public async Task<string> FirstSecretAsync(string own, CancellationToken cancellationToken)
    {
        const string Id = "installation-secret";
        var container = Database.GetContainer(Containers.Grains);
        var key = new PartitionKey(Id);
        try
        {
            using var document = new MemoryStream(Encoding.UTF8.GetBytes(new JsonObject { ["id"] = Id, ["PartitionKey"] = Id, ["fingerprint"] = own }.ToJsonString()));
            using var made = await container.CreateItemStreamAsync(document, key, cancellationToken: cancellationToken);
            if (made.StatusCode != HttpStatusCode.Conflict) made.EnsureSuccessStatusCode();
            using var read = await container.ReadItemStreamAsync(Id, key, cancellationToken: cancellationToken);
            read.EnsureSuccessStatusCode();
            return (await JsonNode.ParseAsync(read.Content, cancellationToken: cancellationToken))?["fingerprint"]?.GetValue<string>() ?? "";
        }
        catch (Exception failure) when (failure is CosmosException or HttpRequestException)
        {
            throw new StorageUnavailableException($"Azure Cosmos DB does not answer: {Why(failure)}.", failure);
        }
    }

    public void Dispose() => Client.Dispose();

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var throughput = _settings.Throughput is { } most ? ThroughputProperties.CreateAutoscaleThroughput(most) : null;
        await Client.CreateDatabaseIfNotExistsAsync(_settings.Database, throughput, cancellationToken: cancellationToken);
        foreach (var container in Containers.All) await Database.CreateContainerIfNotExistsAsync(container, cancellationToken: cancellationToken);
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        foreach (var container in Containers.All)
        {
            try
            {
                await Database.GetContainer(container.Id).ReadContainerAsync(cancellationToken: cancellationToken);
            }
            catch (CosmosException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
            {
                throw new DatabaseRefusedException(
                    $"The database '{_settings.Database}' has no container '{container.Id}'. Make it with the partition key {container.PartitionKeyPath}, or set Consent__Cosmos__Create=true.", missing);
            }
        }
    }

    private static CosmosClient Connect(string? connectionString, CosmosSettings settings)
    {
        if (string.IsNullOrWhiteSpace(connectionString)) throw new DatabaseRefusedException("Consent__Storage is cosmos, but ConnectionStrings__Cosmos is not set.");
        try
        {
            return new CosmosClient(connectionString, new CosmosClientOptions
            {
                ApplicationName = "Consent", ConnectionMode = settings.Gateway ? ConnectionMode.Gateway : ConnectionMode.Direct, LimitToEndpoint = settings.Gateway,
            });
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            // The text of the exception may quote the account's key.
            throw new DatabaseRefusedException("ConnectionStrings__Cosmos cannot be read: it is AccountEndpoint=https://…;AccountKey=…;");
        }
    }

    private static string Why(Exception failure) => failure is CosmosException { StatusCode: var status } ? $"{(int)status} {status}" : failure.GetType().Name;
}
