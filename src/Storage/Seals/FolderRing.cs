namespace Consent.Storage;

/// <summary>The ring in a folder of its own, a file a key, beside the embedded database.</summary>
public sealed class FolderRing(string folder) : IRingStore
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(50);

    public IReadOnlyList<string> Read() => Guarded(() => Directory.Exists(folder)
        ? (IReadOnlyList<string>)[.. Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(File.ReadAllText)]
        : []);

    // Whole or not at all: a key half written would not be read, and what is under it would be lost.
    public void Add(string name, string element) => Guarded(() =>
    {
        Make();
        var path = Path.Combine(folder, string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')) + ".xml");
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(element));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path);
        return true;
    });

    public async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        Guarded(Make);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, "turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException)
            {
                await Task.Delay(TryAgain, cancellationToken);
            }
            catch (UnauthorizedAccessException refused)
            {
                throw Unavailable(refused);
            }
        }
    }

    private bool Make() => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder).Exists
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).Exists;

    private static T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(failure);
        }
    }

    private static StorageUnavailableException Unavailable(Exception failure) => new("The folder of the key ring cannot be read or written.", failure);
}
