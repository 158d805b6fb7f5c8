using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>How far the keys of files have been wrapped again: by whom it was begun this node knows only of itself.</summary>
public sealed record RewrapProgress(bool IsRunning, long Files, long Rewrapped, long Failed);

/// <summary>Wraps the keys of all files by the ring's key of now, while the service goes on. Broken off, it is begun again and finds most of it done.</summary>
public sealed partial class KeyRewrap(IFileKeys keys, Sealing sealing, Catalogues catalogues, ILogger<KeyRewrap> log) : BackgroundService
{
    // Many share a commit.
    private const int AtOnce = 16;
    private const int Milestone = 10_000;

    private readonly SemaphoreSlim _asked = new(0);
    private volatile bool _renew;
    private volatile bool _isRunning;
    private long _files;
    private long _rewrapped;
    private long _failed;

    public RewrapProgress Progress => new(_isRunning, Interlocked.Read(ref _files), Interlocked.Read(ref _rewrapped), Interlocked.Read(ref _failed));

    /// <param name="renew">Whether each file gets a fresh key of its own for what is sealed from now on.</param>
    public void Begin(bool renew)
    {
        _renew |= renew;
        _isRunning = true;
        _asked.Release();
    }

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _asked.WaitAsync(stoppingToken);
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var renew = _renew;
        _renew = false;
        (_files, _rewrapped, _failed) = (0, 0, 0);
        try
        {
            foreach (var operatorId in catalogues.Installation.Operators.Prepend(OperatorId.Installation))
                await Parallel.ForEachAsync(
                    keys.FilesAsync(operatorId, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                    async (subject, cancel) => await RewrapAsync(new FileKey(operatorId, subject), renew, cancel));
            LogDone(log, _files, _rewrapped, _failed);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
        {
            LogBrokenOff(log, failure.Message);
        }
        finally
        {
            _isRunning = _asked.CurrentCount > 0;
        }
    }

    private async Task RewrapAsync(FileKey file, bool renew, CancellationToken cancellationToken)
    {
        try
        {
            // By the key beside a catalogue contacts are looked up: with another they would not be found.
            if (await sealing.RewrapAsync(file, renew && file.Subject != SubjectId.Catalogue, cancellationToken)) Interlocked.Increment(ref _rewrapped);
        }
        catch (Exception failure) when (failure is JournalDamagedException or StorageUnavailableException)
        {
            Interlocked.Increment(ref _failed);
            LogNotRewrapped(log, file.ToString(), failure.Message);
        }

        if (Interlocked.Increment(ref _files) % Milestone == 0) LogProgress(log, _files);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Keys of {Files} files were looked at: {Rewrapped} were wrapped again, {Failed} could not be")]
    private static partial void LogDone(ILogger log, long files, long rewrapped, long failed);

    [LoggerMessage(Level = LogLevel.Information, Message = "Keys of files are being wrapped again: {Files} files so far")]
    private static partial void LogProgress(ILogger log, long files);

    [LoggerMessage(Level = LogLevel.Error, Message = "The key of file {File} was not wrapped again: {Why}")]
    private static partial void LogNotRewrapped(ILogger log, string file, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Keys of files were not wrapped again to the end, ask for it once more: {Why}")]
    private static partial void LogBrokenOff(ILogger log, string why);
}
