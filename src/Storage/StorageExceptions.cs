namespace Consent.Storage;

/// <summary>What is kept contradicts its own hash, head or shape: nothing is answered from it.</summary>
public sealed class JournalDamagedException(string what) : Exception($"The journal is damaged: {what}.")
{
    public string What { get; } = what;
}

/// <summary>The database cannot take writes now: no space, a broken disk, a lost server, or too many waiting. Nothing was written,
/// unless the message says that it is not known.</summary>
public sealed class StorageUnavailableException(string what, Exception? inner = null) : Exception(what, inner);

/// <summary>The service must not start on this database; the message says why and what to do.</summary>
public sealed class DatabaseRefusedException(string what, Exception? inner = null) : Exception(what, inner);
