using Consent.Conformance.Storage;

namespace Consent.Storage.Tests;

public sealed class SqliteRegisterTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new SqliteStore(clock));
}

/// <summary>Where some of what is asked for is had by few letters and some by many.</summary>
public sealed class SqliteRegisterOfSomeTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new SqliteStore(clock, few: 10));
}

/// <summary>Where everything that is asked for is had by many letters.</summary>
public sealed class SqliteRegisterOfManyTests : RegisterConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new SqliteStore(clock, few: 0));
}
