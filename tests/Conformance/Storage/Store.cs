using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>A database of one test: fresh, real, removed afterwards.</summary>
public abstract class Store : IAsyncDisposable
{
    public abstract IJournal Journal { get; }

    public abstract IRegister Register { get; }

    /// <summary>Does to a file what no user of the journal can: behind its back, in the database itself.</summary>
    public abstract Task TamperAsync(FileKey file, Tampering how);

    /// <summary>Closes it and opens it again, as a service that is stopped and started does.</summary>
    public abstract Task ReopenAsync();

    /// <summary>Somebody with a database tool changes the first entry of a file.</summary>
    public virtual void Damage(FileKey file) =>
        Execute($"UPDATE entries SET actor = 'nobody' WHERE operator = '{file.Operator}' AND subject = '{file.Subject}' AND version = 1");

    /// <summary>Runs a statement past the service, on a connection of its own.</summary>
    public virtual void Execute(string sql) => throw new NotSupportedException("Not a database of statements.");

    public abstract ValueTask DisposeAsync();
}
