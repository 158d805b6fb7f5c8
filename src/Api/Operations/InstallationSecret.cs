using System.Security.Cryptography;
using System.Text;

namespace Consent.Api;

/// <summary>32 random bytes of this installation, beside its data, readable by its user alone.</summary>
public sealed class InstallationSecret
{
    private const string FileName = "installation.key";

    private readonly byte[] _secret;

    public InstallationSecret(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) Create(path);
        _secret = File.ReadAllBytes(path);
        if (_secret.Length != SHA256.HashSizeInBytes) throw new Storage.DatabaseRefusedException($"The file {path} is damaged. Restore it from a backup.");
    }

    /// <summary>64 bytes that follow from the secret and the label, and from nothing else.</summary>
    public byte[] Derive(string label) => HMACSHA512.HashData(_secret, Encoding.UTF8.GetBytes(label));

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
        file.Flush(flushToDisk: true);
    }
}
