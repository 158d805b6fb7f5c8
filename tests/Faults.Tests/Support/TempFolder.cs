namespace Consent.Faults.Tests;

/// <summary>A folder for one test, gone after it; in memory where asked and where the machine has a place for it.</summary>
internal sealed class TempFolder(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, "consent-faults-" + Guid.NewGuid().ToString("N"))).FullName
        : Directory.CreateTempSubdirectory("consent-faults-").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
