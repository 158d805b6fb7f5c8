using System.Security.Cryptography;

namespace Consent.Storage.Proof;

/// <summary>The files of a package by their hashes, signed: <c>manifest.txt</c>.</summary>
public static class Manifest
{
    public const string FileName = "manifest.txt";

    /// <summary>The log of the package, as <see cref="ExportLine"/> writes it.</summary>
    public const string LogName = "journal.jsonl";

    /// <param name="attached">Files of which the hash alone is at hand.</param>
    public static string TextOf(string origin, DateTimeOffset at, IEnumerable<(string Name, byte[] Bytes)> files, IEnumerable<(string Name, string Sha256)> attached) => string.Concat(
        ((string[])[$"{origin}/evidence", $"at {UtcJson.Write(at)}", .. files.Select(file => LineOf(file.Name, file.Bytes)), .. attached.Select(file => LineOf(file.Name, file.Sha256))]).Select(line => line + "\n"));

    /// <summary>The name of the first file that is missing, added or changed; null where all are as they were signed.</summary>
    /// <param name="files">All of the package but the manifest.</param>
    public static string? FirstDifference(SignedNote manifest, string origin, IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        var lines = manifest.Text.Split('\n');
        if (lines is not [var about, _, .. var listed, ""] || about != $"{origin}/evidence" || !origin.StartsWith(manifest.Signer + "/", StringComparison.Ordinal)) return FileName;
        var present = files.ToLookup(file => file.Name, file => LineOf(file.Name, file.Bytes), StringComparer.Ordinal);
        foreach (var line in listed)
            if (line.Length < 67 || present[line[66..]].SingleOrDefault() != line) return line.Length < 67 ? FileName : line[66..];
        return files.FirstOrDefault(file => !listed.Contains(LineOf(file.Name, file.Bytes))).Name;
    }

    private static string LineOf(string name, byte[] bytes) => LineOf(name, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static string LineOf(string name, string sha256) => $"{sha256}  {name}";
}
