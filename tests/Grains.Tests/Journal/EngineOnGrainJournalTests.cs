using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Engine;

namespace Consent.Grains.Tests.Journal;

/// <summary>An engine that stands on the journal in the storage of grains keeps every promise of an engine.</summary>
public sealed class EngineOnGrainJournalTests : EngineConformance
{
    protected override Func<TimeProvider, Task<Store>>? Open => clock => Task.FromResult<Store>(new GrainStore(clock));

    protected override Task<IEngine> StartAsync(Installation installation, int openFiles) => Task.FromResult<IEngine>(new EmbeddedEngine(
        installation.Journal, installation.Sealing, installation.Catalogues, new Numbering(installation.Register), installation.Clock, openFiles));
}
