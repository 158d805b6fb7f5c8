using System.Diagnostics;

namespace Consent.Faults.Tests;

/// <summary>A small disk of its own, in memory; needs the right to mount.</summary>
internal sealed class Tmpfs : IDisposable
{
    private readonly TempFolder _folder = new();

    private Tmpfs() { }

    public string Path => _folder.Path;

    /// <summary>Null where the machine does not let us mount, and then why.</summary>
    public static Tmpfs? TryMount(string options, out string whyNot)
    {
        whyNot = "";
        var disk = new Tmpfs();
        try
        {
            if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.Path) is not { Length: > 0 } refused) return disk;
            whyNot = refused;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            whyNot = missing.Message;
        }

        disk._folder.Dispose();
        return null;
    }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public long Free => new DriveInfo(Path).AvailableFreeSpace;

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"{program}: {said.Trim()} ({process.ExitCode})";
    }
}
