using Consent.Conformance.Storage;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>What is promised of every journal, on the emulator in memory.</summary>
public sealed class JournalInMemoryTests : JournalConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => CosmosStore.InMemoryAsync(clock);
}

/// <summary>What is promised of every register, on the emulator in memory.</summary>
public sealed class RegisterInMemoryTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => CosmosStore.InMemoryAsync(clock);
}

/// <summary>The same journal on a real account or Microsoft's emulator.</summary>
public sealed class JournalOnAccountTests : JournalConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => CosmosStore.RealAsync(clock);
}

/// <summary>The same register on a real account or Microsoft's emulator.</summary>
public sealed class RegisterOnAccountTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => CosmosStore.RealAsync(clock);
}
