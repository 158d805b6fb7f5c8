using Consent.Conformance.Storage;

namespace Consent.Storage.Tests;

public sealed class SqliteJournalTests : JournalConformance
{
    protected override Task<Store> NewStoreAsync(TimeProvider clock) => Task.FromResult<Store>(new SqliteStore(clock));
}
