using CosmosDB.InMemoryEmulator;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>Accounts for tests: one in memory, and a real one where the environment names it.</summary>
internal static class Accounts
{
    public const string Variable = "CONSENT_TEST_COSMOS";

    /// <summary>Words that a weaker account of a test is accepted with.</summary>
    public const string Words = "A test of the service keeps no real person's data.";

    /// <summary>A database in memory that only this account sees.</summary>
    public static async Task<CosmosAccount> InMemoryAsync()
    {
        var emulator = InMemoryCosmos.Builder().AddDatabase("consent", database =>
        {
            foreach (var container in Containers.All) database.AddContainer(container.Id, container.PartitionKeyPath);
        }).WrapHandler(inner => new OneAtATime(inner)).Build();
        return await OpenedAsync(new CosmosAccount(emulator.Client, new CosmosSettings { AcceptWeaker = Words }));
    }

    /// <summary>A fresh database on the account of the environment; without one the test is skipped.</summary>
    public static async Task<CosmosAccount> RealAsync()
    {
        var connectionString = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(connectionString), $"{Variable} names no account or emulator of Azure Cosmos DB.");
        var client = new CosmosClient(connectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true });
        return await OpenedAsync(new CosmosAccount(client, new CosmosSettings { Database = $"test-{Guid.NewGuid():N}", Create = true, Throughput = 1000, AcceptWeaker = Words }));
    }

    private static async Task<CosmosAccount> OpenedAsync(CosmosAccount account)
    {
        await account.OpenAsync(TestContext.Current.CancellationToken);
        return account;
    }
}
