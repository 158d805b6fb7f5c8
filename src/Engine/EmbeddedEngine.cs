using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>The engine of one process: a turn per file, the files asked of late held open.</summary>
public sealed class EmbeddedEngine(
    IJournal journal, Sealing sealing, Catalogues catalogues, Numbering numbering, TimeProvider clock, int openFiles = EmbeddedEngine.DefaultOpenFiles) : IEngine
{
    /// <summary>How many files stay open by default: under 200 MB.</summary>
    public const int DefaultOpenFiles = 200_000;

    private readonly OpenFiles _files = new(openFiles);
    private readonly Turns _turns = new(4096);

    /// <summary>How many files are held open now.</summary>
    public int OpenFileCount => _files.Count;

    public async Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken)
    {
        var rules = catalogues.Of(file.Operator);
        return await numbering.ExecuteAsync(
            file, envelope, rules, (own, numbered) => ExecuteAsync(own, numbered, rules, cancellationToken));
    }

    public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var catalogue = catalogues.Of(file.Operator).Catalogue;
        return _files.Find(file) is { } open
            ? ValueTask.FromResult(ProcessingCheck.Answer(open.File, purpose, catalogue, at))
            : OpenAndCheckAsync(file, purpose, catalogue, at, cancellationToken);
    }

    private async ValueTask<CheckAnswer> OpenAndCheckAsync(
        FileKey file, PurposeCode purpose, OperatorCatalogue catalogue, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync(file.GetHashCode(), cancellationToken);
        return ProcessingCheck.Answer((await OpenAsync(file, cancellationToken)).File, purpose, catalogue, at);
    }

    private async Task<Outcome?> ExecuteAsync(FileKey file, Envelope envelope, Rules rules, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync(file.GetHashCode(), cancellationToken);
        var open = await OpenAsync(file, cancellationToken);
        try
        {
            return await open.ExecuteAsync(file, envelope, rules, clock.GetUtcNow(), cancellationToken);
        }
        catch
        {
            // A write whose end is unknown may have been made: what is held is no longer to be trusted.
            _files.Drop(file);
            throw;
        }
    }

    // Always in the file's turn: a file read while a command is being written would be kept in its old state.
    private async ValueTask<OpenFile<SubjectFile>> OpenAsync(FileKey file, CancellationToken cancellationToken)
    {
        if (_files.Find(file) is { } open) return open;
        open = new OpenFile<SubjectFile>(file, journal, sealing);
        await open.ReloadAsync(cancellationToken);
        _files.Keep(file, open);
        return open;
    }
}
