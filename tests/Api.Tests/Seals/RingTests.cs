using System.Xml.Linq;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Api.Tests.Seals;

/// <summary>R23: nodes that start together on an empty ring make one key, and each opens what any other has closed.</summary>
public sealed class RingTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const int Nodes = 3;
    private static readonly int Rounds = Amount.Of("CONSENT_R23_ROUNDS", 30);
    private static readonly FileKey Anna = new(new OperatorId("shop"), new SubjectId("anna"));

    [Fact]
    public async Task Of_nodes_that_start_together_on_a_folder_one_makes_the_key() => await RunAsync(folder => Task.FromResult<Func<IRingStore>>(() => new FolderRing(Path.Combine(folder, "ring"))));

    [Fact]
    public async Task Of_nodes_that_start_together_on_PostgreSQL_one_makes_the_key()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var connection = await server.NewDatabaseAsync();
        await using var database = await PostgresDatabase.OpenAsync(connection, TestContext.Current.CancellationToken);
        await RunAsync(async _ =>
        {
            await PostgresServer.ExecuteAsync(connection, "DELETE FROM ring");
            return () => new PostgresRing(database);
        });
    }

    /// <summary>The interleaving the ring must survive, brought about and not waited for: every node has read the empty ring before any writes.</summary>
    [Fact]
    public async Task Left_to_Data_Protection_each_would_make_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("consent-ring-");
        using var read = new Barrier(Nodes);
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var services = new ServiceCollection();
                services.AddDataProtection().SetApplicationName("Consent");
                services.Configure<KeyManagementOptions>(options => options.XmlRepository = new ReadTogether(folder, read));
                using var node = services.BuildServiceProvider();
                node.GetRequiredService<IDataProtectionProvider>().CreateProtector("x").Protect([1]);
            },
            default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        var keys = folder.GetFiles("key-*.xml").Length;
        Amount.Report($"R23, the control: {Nodes} nodes, {keys} keys.");
        Assert.Equal(Nodes, keys);
        folder.Delete(recursive: true);
    }

    /// <summary>A folder whose first answer to each node waits until all have read it.</summary>
    private sealed class ReadTogether(DirectoryInfo folder, Barrier read) : FileSystemXmlRepository(folder, NullLoggerFactory.Instance)
    {
        private bool _once;

        public override IReadOnlyCollection<XElement> GetAllElements()
        {
            var elements = base.GetAllElements();
            if (_once) return elements;
            _once = true;
            read.SignalAndWait();
            return elements;
        }
    }

    private static async Task RunAsync(Func<string, Task<Func<IRingStore>>> empty)
    {
        var failures = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("consent-ring-").FullName;
            var store = await empty(folder);
            InstallationSecret.In(folder);
            using var start = new Barrier(Nodes);
            var nodes = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    var node = Node(store(), folder);
                    start.SignalAndWait();
                    node.GetRequiredService<KeyRing>().EnsureAsync(default).GetAwaiter().GetResult();
                    return (node, Wrapped: node.GetRequiredService<KeyRing>().Wrap(Anna, [1, 2, 3]));
                },
                default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Single(store().Read());
            foreach (var (node, _) in nodes)
                foreach (var (_, wrapped) in nodes)
                    try
                    {
                        Assert.Equal([1, 2, 3], node.GetRequiredService<KeyRing>().Unwrap(Anna, wrapped));
                    }
                    catch (StorageUnavailableException)
                    {
                        failures++;
                    }

            // One makes the next, and the others open what is under it without being told.
            await nodes[0].node.GetRequiredService<KeyRing>().RotateAsync(default);
            var under = nodes[0].node.GetRequiredService<KeyRing>().Wrap(Anna, [4, 5]);
            Assert.Equal([4, 5], nodes[1].node.GetRequiredService<KeyRing>().Unwrap(Anna, under));
            Assert.True(nodes[0].node.GetRequiredService<KeyRing>().IsOutdated(Anna, nodes[1].Wrapped));
            foreach (var (node, _) in nodes) await node.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        Assert.Equal(0, failures);
        Amount.Report($"R23: {Rounds} rounds of {Nodes} nodes, one key each, 0 failures.");
    }

    private static ServiceProvider Node(IRingStore store, string folder)
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(store);
        services.AddSingleton(_ => InstallationSecret.In(folder)).AddKeyRing(configuration);
        return services.BuildServiceProvider();
    }
}
