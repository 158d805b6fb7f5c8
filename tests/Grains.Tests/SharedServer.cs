[assembly: AssemblyFixture(typeof(Consent.Conformance.Storage.PostgresServer))]
