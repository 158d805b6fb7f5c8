using Consent.Conformance.Storage;

namespace Consent.Storage.Tests;

public sealed class SqliteRegisterTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new SqliteStore(clock));
}

/// <summary>Where everything that is asked for is had by many letters.</summary>
public sealed class SqliteRegisterOfManyTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new SqliteStore(clock, few: 0));
}
