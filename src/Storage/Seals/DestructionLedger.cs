using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>Who was destroyed, remembered outside the database, so that a restored copy of it brings nobody back: a file that only grows, a line a person,
/// by a keyed hash of operator and subject. It is written before the destruction is acknowledged.</summary>
public sealed class DestructionLedger
{
    private readonly string _path;
    private readonly byte[] _key;
    private readonly Lock _turn = new();
    private readonly ConcurrentDictionary<string, string> _acts = new(StringComparer.Ordinal);

    private DestructionLedger(string path, byte[] key) => (_path, _key) = (path, key);

    public int Count => _acts.Count;

    /// <summary>Hash and act of every line.</summary>
    public IEnumerable<string> Hashes => _acts.Keys;

    /// <exception cref="DatabaseRefusedException">It cannot be read, or a line in its middle is damaged.</exception>
    public static DestructionLedger Open(string path, byte[] key)
    {
        var ledger = new DestructionLedger(path, key);
        try
        {
            if (!File.Exists(path)) return ledger;
            var text = File.ReadAllText(path);
            var lines = text.Split('\n');
            for (var i = 0; i < lines.Length - 1; i++)
            {
                if (!TryRead(lines[i], out var hash, out var act)) throw new DatabaseRefusedException($"The ledger of destroyed files {path} is damaged in line {i + 1}. Restore it.");
                ledger._acts[hash] = act;
            }

            // Without its end, the last line was not acknowledged; what is added later begins a line of its own.
            if (lines[^1].Length > 0) ledger.Cut(text.Length - lines[^1].Length);
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
                using var ledger = new FileStream(_path, FileMode.Append, FileAccess.Write);
                var length = ledger.Length;
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

    private void Cut(long length)
    {
        using var ledger = new FileStream(_path, FileMode.Open, FileAccess.Write);
        ledger.SetLength(length);
    }
}
