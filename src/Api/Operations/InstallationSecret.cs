using System.Security.Cryptography;
using System.Text;
using Consent.Storage;

namespace Consent.Api;

/// <summary>32 random bytes of this installation, beside its data, readable by its user alone.</summary>
public sealed class InstallationSecret(string folder)
{
    private const string FileName = "installation.key";

    private byte[]? _secret;

    /// <summary>Opened at once: what starts with the service is made from it.</summary>
    /// <exception cref="DatabaseRefusedException">It is damaged, or cannot be read or written.</exception>
    public static InstallationSecret In(string folder)
    {
        var secret = new InstallationSecret(folder);
        secret.Open();
        return secret;
    }

    /// <summary>Reads the secret, or makes it where there is none yet.</summary>
    /// <exception cref="DatabaseRefusedException">It is damaged, or cannot be read or written.</exception>
    public void Open()
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path)) Create(path);
            _secret = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException($"The file {path} cannot be read or written: {failure.Message}", failure);
        }

        if (_secret.Length != SHA256.HashSizeInBytes) throw new DatabaseRefusedException($"The file {path} is damaged. Restore it from a backup.");
    }

    /// <summary>64 bytes that follow from the secret and the label, and from nothing else.</summary>
    public byte[] Derive(string label) =>
        HMACSHA512.HashData(_secret ?? throw new InvalidOperationException("The secret is opened at start."), Encoding.UTF8.GetBytes(label));

    /// <summary>What tells the secret from another and does not tell the secret.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Derive("fingerprint").AsSpan(0, 16));

    /// <param name="first">The fingerprint of the first silo of the database.</param>
    /// <exception cref="DatabaseRefusedException">This silo has another secret.</exception>
    public void MustBe(string? first)
    {
        if (first != Fingerprint)
            throw new DatabaseRefusedException("The file installation.key in Consent__Data is not that of the other silos. Copy theirs here, readable by this user alone, and start again.");
    }

    // Whole or not at all: killed in between, the next start finds no secret and makes one. Of silos that share the folder and start together, one makes it.
    private static void Create(string path)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
    }
}
