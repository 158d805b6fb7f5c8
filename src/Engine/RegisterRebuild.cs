using System.Collections.Immutable;
using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Consent.Engine;

/// <summary>Lists from the journal what was written before the register knew of demands and obligations, or of the words of names. Stopped in between, it goes on at the
/// next start; where nothing is left it asks once and ends.</summary>
public sealed partial class RegisterRebuild(IRegister register, IJournal journal, Sealing sealing, Catalogues catalogues, ILogger<RegisterRebuild> log) : BackgroundService
{
    // Files of a page are written together and share a commit.
    private const int PageSize = 200;

    private readonly FileReader _reader = new(journal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RebuildAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; what is not listed yet is found at the next start.
        }
        catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
        {
            LogStopped(log, failure.Message);
        }
    }

    /// <summary>Lists every file that is not listed yet; one that cannot be read does not hold the others.</summary>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var (done, last) = (0L, (FileKey?)null);
        while (await register.UnlistedAsync(last, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            var listed = await Task.WhenAll(page.Select(file => TryListAsync(file, cancellationToken)));
            done += listed.Count(isListed => isListed);
            last = page[^1];
            LogProgress(log, done);
        }
    }

    private async Task<bool> TryListAsync(FileKey file, CancellationToken cancellationToken)
    {
        try
        {
            while (!await ListAsync(file, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
            return true;
        }
        catch (JournalDamagedException damaged)
        {
            LogNotListed(log, file.ToString(), damaged.Message);
            return false;
        }
        catch (Exception defect) when (defect is not (StorageUnavailableException or OperationCanceledException))
        {
            // Thrown further it would stop the host. Its message may quote a person.
            LogDefect(log, file.ToString(), defect.GetType().FullName!, defect.StackTrace ?? "");
            return false;
        }
    }

    // An append without entries at the version that was read: whoever writes meanwhile has the last word.
    private async Task<bool> ListAsync(FileKey file, CancellationToken cancellationToken)
    {
        var view = await _reader.ReadAsync(file, null, cancellationToken);
        var rows = RegisterRows.Of(file, SubjectFile.Empty, view.File, catalogues.Of(file.Operator)) with { Contacts = await ContactsAsync(view, cancellationToken) };
        return await journal.TryAppendAsync(new Append(file, view.File.Version, [], rows), cancellationToken) != AppendResult.LostRace;
    }

    // A person who is destroyed is found by nothing.
    private async Task<ImmutableArray<ContactRow>> ContactsAsync(FileView view, CancellationToken cancellationToken)
    {
        if (view.File.IsDestroyed) return [];
        var opened = await view.OpenAsync(sealing, cancellationToken);
        Contact[] contacts = [.. opened.Entries.SelectMany(entry => Contacts.Of(entry.Event)).Distinct()];
        if (contacts.Length == 0) return [];
        var index = await sealing.IndexKeyAsync(view.Key.Operator, cancellationToken);
        return [.. contacts.Select(contact => ContactRow.Of(contact, index))];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The register is being completed from the journal: {Files} files are done.")]
    private static partial void LogProgress(ILogger log, long files);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is not listed in the register: {Why}")]
    private static partial void LogNotListed(ILogger log, string file, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is not listed in the register, defect {Type}\n{Stack}")]
    private static partial void LogDefect(ILogger log, string file, string type, string stack);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The register is not complete yet and will be completed at the next start: {Why}")]
    private static partial void LogStopped(ILogger log, string why);
}
