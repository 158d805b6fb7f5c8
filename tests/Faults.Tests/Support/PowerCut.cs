using System.Diagnostics;

namespace Consent.Faults.Tests;

/// <summary>A disk that forgets at SIGKILL what was not synced: all of it, or sector by sector what chance takes (<c>powercut.c</c>).</summary>
/// <param name="lies">The control: a disk whose syncs do nothing.</param>
internal sealed class PowerCut(string data, bool lies, Random random) : IDisposable
{
    private const int Sector = 512;
    private const int Head = 3 * sizeof(long);

    private readonly TempFolder _notes = new();

    /// <summary>How many writes were taken back.</summary>
    public int TakenBack { get; private set; }

    /// <summary>What is set for the service so that its writes are noted.</summary>
    public (string Name, string? Value)[] Settings =>
        [("LD_PRELOAD", Library), ("POWERCUT_DATA", data), ("POWERCUT_NOTES", _notes.Path), .. lies ? [("POWERCUT_LIES", (string?)"1")] : Array.Empty<(string, string?)>()];

    private static string Library => Path.Combine(AppContext.BaseDirectory, "powercut.so");

    /// <summary>Compiles the library that notes; says why it cannot be had.</summary>
    public static string? Missing()
    {
        if (!OperatingSystem.IsLinux()) return "R2 needs Linux";
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O2", "-o", Library, Path.Combine(AppContext.BaseDirectory, "powercut.c"), "-ldl", "-lpthread"]) { RedirectStandardError = true })!;
            var said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? null : $"the C compiler refuses powercut.c: {said}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "no C compiler (cc); on Debian: apt-get install gcc libc6-dev";
        }
    }

    /// <summary>The power is gone: what was not synced is taken back.</summary>
    public void Cut()
    {
        foreach (var notes in Directory.GetFiles(_notes.Path, "*.notes"))
        {
            var file = Path.Combine(data, Path.GetFileNameWithoutExtension(notes));
            if (File.Exists(file)) TakeBack(file, File.ReadAllBytes(notes));
            File.Delete(notes);
        }
    }

    public void Dispose() => _notes.Dispose();

    // From the last write to the first. A sector that chance keeps has this write and all before it.
    private void TakeBack(string path, byte[] notes)
    {
        var records = new List<(long Offset, int At, int Length, long Size)>();
        for (var at = 0; at + Head <= notes.Length;)
        {
            var (offset, length, size) = (BitConverter.ToInt64(notes, at), (int)BitConverter.ToInt64(notes, at + 8), BitConverter.ToInt64(notes, at + 16));
            if (at + Head + length > notes.Length) break;
            records.Add((offset, at + Head, length, size));
            at += Head + length;
        }

        if (records.Count == 0) return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var (isWhole, kept) = (random.Next(2) == 0, new HashSet<long>());
        for (var i = records.Count - 1; i >= 0; i--)
        {
            var (offset, at, length, _) = records[i];
            for (var done = 0; done < length;)
            {
                var (place, sector) = (offset + done, (offset + done) / Sector);
                var part = (int)Math.Min(length - done, ((sector + 1) * Sector) - place);
                if (!isWhole && !kept.Contains(sector) && random.Next(3) == 0) kept.Add(sector);
                if (!kept.Contains(sector))
                {
                    file.Position = place;
                    file.Write(notes, at + done, part);
                }

                done += part;
            }

            TakenBack++;
        }

        // What was beyond the end and is not kept was never there.
        var end = records[0].Size;
        if (isWhole) file.SetLength(end);
        else
            for (var place = end; place < file.Length; place = ((place / Sector) + 1) * Sector)
            {
                if (kept.Contains(place / Sector) || random.Next(3) == 0) continue;
                file.Position = place;
                file.Write(new byte[Math.Min(Sector - (place % Sector), file.Length - place)]);
            }
    }
}
