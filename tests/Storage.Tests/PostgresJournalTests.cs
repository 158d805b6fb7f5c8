using Consent.Conformance.Storage;

namespace Consent.Storage.Tests;

public sealed class PostgresJournalTests(PostgresServer server) : JournalConformance
{
    protected override async Task<Store> NewStoreAsync(TimeProvider clock) => await PostgresStore.NewAsync(server, clock);
}
