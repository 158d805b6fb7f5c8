using Consent.Conformance.Storage;

namespace Consent.Storage.Tests;

public sealed class PostgresRegisterTests(PostgresServer server) : RegisterConformance
{
    protected override async Task<Store> NewStoreAsync(TimeProvider clock) => await PostgresStore.NewAsync(server, clock);
}
