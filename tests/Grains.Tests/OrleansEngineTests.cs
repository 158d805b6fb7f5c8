using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Engine;
using Orleans.Runtime;

namespace Consent.Grains.Tests;

/// <summary>One database for the tests of a class, one after the other.</summary>
public sealed class ClusterDatabase(PostgresServer server)
{
    private string? _connectionString;

    public async Task<PostgresStore> OpenAsync(TimeProvider clock) =>
        await PostgresStore.EmptiedAsync(_connectionString ??= await server.NewDatabaseAsync(), clock);
}

/// <summary>A cluster of several silos on PostgreSQL keeps every promise of an engine.</summary>
public abstract class ClusterConformance(ClusterDatabase database, short silos) : EngineConformance, IClassFixture<ClusterDatabase>
{
    protected override Func<TimeProvider, Task<Store>>? Open => async clock => await database.OpenAsync(clock);

    internal TestCluster Cluster => (TestCluster)Engine;

    protected override async Task<IEngine> StartAsync(Installation installation, int openFiles) => await TestCluster.StartAsync(installation, silos);

    protected override Task LetGoAsync() => Management.ForceActivationCollection(TimeSpan.Zero);

    private protected IManagementGrain Management => Cluster.Grains.GetGrain<IManagementGrain>(0);

    private protected async Task<DetailedGrainStatistic[]> OpenFilesAsync() =>
        [.. (await Management.GetDetailedGrainStatistics(null, null, Cancel)).Where(grain => grain.GrainType.Contains(nameof(SubjectFileGrain), StringComparison.Ordinal))];
}

/// <summary>Two silos.</summary>
public sealed class TwoSilosTests(ClusterDatabase database) : ClusterConformance(database, 2)
{
    [Fact]
    public async Task Files_live_on_both_silos_each_on_one()
    {
        await Parallel.ForAsync(0, 100, Cancel, async (i, _) => await DoneAsync($"subject-{i}", Demo.Give(Now)));
        var grains = await OpenFilesAsync();
        Assert.Equal(100, grains.Length);
        Assert.Equal(100, grains.Select(grain => grain.GrainId).Distinct().Count());
        Assert.Equal(2, grains.Select(grain => grain.SiloAddress).Distinct().Count());
    }

    [Fact]
    public async Task Letting_go_leaves_no_file_open()
    {
        await DoneAsync("anna", Demo.Give(Now));
        Assert.NotEmpty(await OpenFilesAsync());
        await LetGoAsync();
        Assert.Empty(await OpenFilesAsync());
    }

    [Fact]
    public async Task A_file_goes_on_when_its_silo_has_stopped()
    {
        await Parallel.ForAsync(0, 20, Cancel, async (i, _) => await DoneAsync($"subject-{i}", Demo.Give(Now)));
        await Cluster.StopAsync(Cluster.Silos[1]);
        await Parallel.ForAsync(0, 20, Cancel, async (i, _) => Assert.True((await CheckAsync($"subject-{i}")).Allowed));
        await Parallel.ForAsync(0, 20, Cancel, async (i, _) => await DoneAsync($"subject-{i}", Demo.Withdraw(Now)));
    }
}

/// <summary>Three silos.</summary>
public sealed class ThreeSilosTests(ClusterDatabase database) : ClusterConformance(database, 3);
