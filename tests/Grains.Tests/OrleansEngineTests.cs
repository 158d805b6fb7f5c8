using Consent.Conformance;
using Consent.Engine;
using Orleans.Runtime;

namespace Consent.Grains.Tests;

/// <summary>The engine of a cluster of two silos keeps every promise of an engine.</summary>
public sealed class OrleansEngineTests : EngineConformance
{
    private TestCluster _cluster = null!;

    protected override async Task<IEngine> StartAsync(Installation installation, int openFiles) => _cluster = await TestCluster.StartAsync(installation);

    protected override Task LetGoAsync() => Management.ForceActivationCollection(TimeSpan.Zero);

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
        await _cluster.StopOneAsync();
        await Parallel.ForAsync(0, 20, Cancel, async (i, _) => Assert.True((await CheckAsync($"subject-{i}")).Allowed));
        await Parallel.ForAsync(0, 20, Cancel, async (i, _) => await DoneAsync($"subject-{i}", Demo.Withdraw(Now)));
    }

    private IManagementGrain Management => _cluster.Grains.GetGrain<IManagementGrain>(0);

    private async Task<DetailedGrainStatistic[]> OpenFilesAsync() =>
        [.. (await Management.GetDetailedGrainStatistics(null, null, Cancel)).Where(grain => grain.GrainType.Contains(nameof(SubjectFileGrain), StringComparison.Ordinal))];
}
