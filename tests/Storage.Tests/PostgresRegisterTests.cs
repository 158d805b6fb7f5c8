using Consent.Conformance.Storage;

namespace Consent.Storage.Tests;

public sealed class PostgresRegisterTests(PostgresServer server) : RegisterConformance
{
    protected override async Task<Store> NewStoreAsync(TimeProvider clock) => await PostgresStore.NewAsync(server, clock);
}

/// <summary>Where everything that is asked for is had by many letters.</summary>
public sealed class PostgresRegisterOfManyTests(PostgresServer server) : RegisterConformance
{
    protected override async Task<Store> NewStoreAsync(TimeProvider clock) => await PostgresStore.NewAsync(server, clock, few: 0);
}
