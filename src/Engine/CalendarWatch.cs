using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Logging;

namespace Consent.Engine;

/// <summary>Has open terms counted again where the calendar they were counted by is no longer their operator's: at start, when a calendar is published,
/// and now and then, for what was being decided while it changed. Broken off, it begins with what is left.</summary>
public sealed partial class CalendarWatch(IRegister register, IEngine engine, Catalogues catalogues, TimeProvider clock, ILogger<CalendarWatch> log) : Watch
{
    private const string Actor = "calendar";
    private const int PageSize = 500;
    private const int AtOnce = 4;
    private const int Milestone = 10_000;

    // In periods: soon after a change, for commands that were on their way; then seldom.
    private const int Soon = 10;
    private const int Seldom = 600;

    private readonly Dictionary<OperatorId, Look> _looks = [];
    private readonly HashSet<FileKey> _notCounted = [];
    private bool _isSilent;

    private sealed record Look(WorkingCalendar Calendar, int Times, int Wait);

    private sealed record Progress(OperatorId Operator)
    {
        public int Files;
        public int Terms;
        public int Left;
    }

    /// <summary>Looks at every operator whose turn has come; where the storage fails, again the next time.</summary>
    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var operatorId in catalogues.Installation.Operators)
        {
            if (catalogues.For(operatorId)?.Calendar is not { } calendar) continue;
            var look = _looks.TryGetValue(operatorId, out var last) && last.Calendar == calendar ? last with { Wait = last.Wait - 1 } : new Look(calendar, 0, 0);
            _looks[operatorId] = look;
            if (look.Wait > 0) continue;
            try
            {
                await RecountAsync(operatorId, calendar, look.Times < 2, cancellationToken);
                _looks[operatorId] = look with { Times = look.Times + 1, Wait = look.Times == 0 ? Soon : Seldom };
                _isSilent = false;
            }
            catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
            {
                if (!_isSilent) LogUnavailable(log, failure.Message);
                _isSilent = true;
                return;
            }
        }
    }

    /// <param name="isNew">Whether the calendar is: what was counted without any for want of a year is tried with it, and not each time after.</param>
    private async Task RecountAsync(OperatorId operatorId, WorkingCalendar calendar, bool isNew, CancellationToken cancellationToken)
    {
        var progress = new Progress(operatorId);
        foreach (var decrees in await register.CalendarsInUseAsync(operatorId, cancellationToken))
        {
            if (calendar.Knows(decrees) || (decrees.Length == 0 && !isNew)) continue;
            SubjectId? last = null;
            do
            {
                var page = await register.CountedByAsync(operatorId, decrees, last, PageSize, cancellationToken);
                await Parallel.ForEachAsync(
                    page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                    async (subject, cancel) => await RecountAsync(new FileKey(operatorId, subject), progress, cancel));
                last = page.Count == PageSize ? page[^1] : null;
            }
            while (last is not null);
        }

        if (progress.Terms + progress.Left > 0) LogCounted(log, operatorId.Value, progress.Files, progress.Terms, progress.Left);
    }

    private async Task RecountAsync(FileKey file, Progress progress, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await engine.ExecuteAsync(file, new Envelope(Actor, new RecountTerms(clock.GetUtcNow())), cancellationToken);
            if (outcome is Outcome.Done done) Interlocked.Add(ref progress.Terms, done.Events.Length);
            if (Interlocked.Increment(ref progress.Files) % Milestone == 0) LogProgress(log, progress.Operator.Value, progress.Files);
        }
        catch (JournalDamagedException damaged)
        {
            Interlocked.Increment(ref progress.Left);
            if (IsFirst(file)) LogNotCounted(log, file.ToString(), damaged.Message);
        }
        catch (Exception defect) when (defect is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            // One file must not hold the terms of all; the message of a defect may quote a person.
            Interlocked.Increment(ref progress.Left);
            if (IsFirst(file)) LogDefect(log, file.ToString(), defect.GetType().FullName!, defect.StackTrace ?? "");
        }
    }

    private bool IsFirst(FileKey file)
    {
        lock (_notCounted) return _notCounted.Add(file);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Terms of {Operator} were counted again by its calendar of now: {Files} files, {Terms} terms changed, {Left} files could not be counted")]
    private static partial void LogCounted(ILogger log, string @operator, int files, int terms, int left);

    [LoggerMessage(Level = LogLevel.Information, Message = "Terms of {Operator} are being counted again: {Files} files so far")]
    private static partial void LogProgress(ILogger log, string @operator, int files);

    [LoggerMessage(Level = LogLevel.Error, Message = "Terms cannot be counted again now: {Reason}")]
    private static partial void LogUnavailable(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Terms of file {File} could not be counted again: {Reason}")]
    private static partial void LogNotCounted(ILogger log, string file, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Terms of file {File} could not be counted again, defect {Type}\n{Stack}")]
    private static partial void LogDefect(ILogger log, string file, string type, string stack);
}
