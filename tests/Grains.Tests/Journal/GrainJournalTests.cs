using Consent.Conformance.Storage;

namespace Consent.Grains.Tests.Journal;

/// <summary>What is promised of every journal, of the one in the storage of grains.</summary>
public sealed class GrainJournalTests : JournalConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new GrainStore(clock));
}

/// <summary>The register that the tests of the journal look into is one.</summary>
public sealed class MemoryRegisterTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new GrainStore(clock));
}
