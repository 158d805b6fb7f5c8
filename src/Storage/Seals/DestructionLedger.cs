using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>Who was destroyed, remembered outside the database, so that a restored copy of it brings nobody back: a file that only grows, a line a person,
/// by a keyed hash of operator and subject. It is written before the destruction is acknowledged.</summary>
public sealed class DestructionLedger
{
    private const int Tries = 50;
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(20);

    private readonly string _path;
    private readonly byte[] _key;
    private readonly Lock _turn = new();
    private readonly ConcurrentDictionary<string, string> _acts = new(StringComparer.Ordinal);

    private DestructionLedger(string path, byte[] key) => (_path, _key) = (path, key);

    public int Count => _acts.Count;

    /// <summary>Hash and act of every line.</summary>
    public IEnumerable<string> Hashes => _acts.Keys;

    /// <exception cref="DatabaseRefusedException">It cannot be read, or a line of it is damaged.</exception>
    public static DestructionLedger Open(string path, byte[] key)
    {
        var ledger = new DestructionLedger(path, key);
        try
        {
            if (!File.Exists(path)) return ledger;
            using var file = Alone(path, FileMode.Open);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            var lines = Encoding.UTF8.GetString(bytes.AsSpan(..whole)).Split('\n')[..^1];
            for (var i = 0; i < lines.Length; i++)
            {
                if (!TryRead(lines[i], out var hash, out var act)) throw new DatabaseRefusedException($"The ledger of destroyed files {path} is damaged in line {i + 1}. Restore it.");
                ledger._acts[hash] = act;
            }

            // A line without its end was not acknowledged.
            file.SetLength(whole);
            return ledger;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException($"The ledger of destroyed files {path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The act a file was destroyed by; null where it was not.</summary>
    public string? ActOf(FileKey file) => _acts.IsEmpty ? null : _acts.GetValueOrDefault(HashOf(file));

    public string HashOf(FileKey file) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(file.ToString())));

    /// <summary>Remembers, durably; told again it changes nothing.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be written: the file must not be destroyed.</exception>
    public void Remember(FileKey file, string act)
    {
        var hash = HashOf(file);
        lock (_turn)
        {
            if (_acts.ContainsKey(hash)) return;
            try
            {
                using var ledger = Alone(_path, FileMode.OpenOrCreate);
                var length = ledger.Seek(0, SeekOrigin.End);
                try
                {
                    ledger.Write(Encoding.UTF8.GetBytes($"{hash} {Convert.ToBase64String(Encoding.UTF8.GetBytes(act))}\n"));
                    ledger.Flush(flushToDisk: true);
                }
                catch (IOException)
                {
                    ledger.SetLength(length);
                    throw;
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new StorageUnavailableException("The ledger of destroyed files cannot be written.", failure);
            }

            _acts[hash] = act;
        }
    }

    private static bool TryRead(string line, out string hash, out string act)
    {
        (hash, act) = ("", "");
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space != 64 || !line[..space].All(char.IsAsciiHexDigitLower)) return false;
        var bytes = new byte[line.Length];
        if (!Convert.TryFromBase64String(line[(space + 1)..], bytes, out var written)) return false;
        (hash, act) = (line[..space], Encoding.UTF8.GetString(bytes.AsSpan(..written)));
        return true;
    }

    // Silos that share a folder share the ledger: one at a time.
    private static FileStream Alone(string path, FileMode mode)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (attempt < Tries)
            {
                Thread.Sleep(TryAgain);
            }
        }
    }
}
