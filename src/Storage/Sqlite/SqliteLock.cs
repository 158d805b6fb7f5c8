namespace Consent.Storage.Sqlite;

/// <summary>One service a file: SQLite would let a second write, but what each holds open it would then answer from an old state.</summary>
internal static class SqliteLock
{
    // flock of Linux and macOS, a sharing violation of Windows.
    private static readonly int[] Held = [11, 35, 32];

    /// <summary>Held until disposed or until the process ends, however it ends.</summary>
    /// <exception cref="DatabaseRefusedException">Another service has it, or the folder cannot be written.</exception>
    public static IDisposable Take(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException(
                failure is IOException && Held.Contains(failure.HResult & 0xFFFF)
                    ? $"The database {path} is locked by another process: a service works on it. Stop it, or choose another folder in Consent__Data."
                    : $"The database {path} cannot be opened: {failure.Message}",
                failure);
        }
    }
}
