using Consent.Conformance;

namespace Consent.Engine.Tests;

/// <summary>The engine of one process keeps every promise of an engine.</summary>
public sealed class EmbeddedEngineTests : EngineConformance
{
    protected override Task<IEngine> StartAsync(Installation installation, int openFiles) => Task.FromResult<IEngine>(
        new EmbeddedEngine(installation.Journal, installation.Sealing, installation.Catalogues, new Numbering(installation.Register), installation.Clock, openFiles));

    [Fact]
    public async Task It_holds_no_more_files_than_it_may()
    {
        var engine = (EmbeddedEngine)await StartAsync(Installation, openFiles: 10);
        await Parallel.ForAsync(0, 200, Cancel, async (i, _) => await engine.CheckAsync(Demo.File($"subject-{i}"), Demo.News, Now, Cancel));

        // Two that make room at once may each let one go.
        Assert.InRange(engine.OpenFileCount, 1, 10);
    }
}
