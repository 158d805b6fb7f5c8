using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Conformance.Storage;

/// <summary>A database of one test: fresh, real, removed afterwards.</summary>
public abstract class Store : IAsyncDisposable
{
    public abstract IJournal Journal { get; }

    public abstract IRegister Register { get; }

    public abstract IProofStore Proofs { get; }

    public abstract IAttachmentStore Attachments { get; }

    public IFileKeys Keys => (IFileKeys)Journal;

    /// <summary>Closes it and opens it again, as a service that is stopped and started does.</summary>
    public abstract Task ReopenAsync();

    /// <summary>Does to a file what no user of the journal can: behind its back, in the database itself.</summary>
    public abstract Task TamperAsync(FileKey file, Tampering how);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A database that speaks SQL.</summary>
public abstract class SqlStore : Store
{
    /// <summary>Runs a statement past the service, on a connection of its own.</summary>
    public abstract void Execute(string sql);
}
