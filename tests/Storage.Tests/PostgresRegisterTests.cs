using Consent.Conformance.Storage;

namespace Consent.Storage.Tests;

public sealed class PostgresRegisterTests(PostgresServer server) : RegisterConformance
{
    protected override async Task<Store> NewStoreAsync(TimeProvider clock) => await PostgresStore.NewAsync(server, clock);
}

/// <summary>Where some of what is asked for is had by few letters and some by many.</summary>
public sealed class PostgresRegisterOfSomeTests(PostgresServer server) : RegisterConformance
{
    protected override async Task<Store> NewStoreAsync(TimeProvider clock) => await PostgresStore.NewAsync(server, clock, few: 10);
}
