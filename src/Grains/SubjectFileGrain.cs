using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Grains;

/// <summary>A subject's open file kept by the cluster; the runtime holds the turn that <see cref="EmbeddedEngine"/> takes.</summary>
public sealed class SubjectFileGrain(IJournal journal, Catalogues catalogues, TimeProvider clock) : Grain, ISubjectFileGrain
{
    // Read at the first call and not at activation: from there a damaged file would reach the caller as a rejected message.
    // One reading for all who wait: a second one, ending late, would bring back the file as it was before a write.
    private Task<OpenFile<SubjectFile>>? _open;

    private FileKey Key => FileKey.Parse(this.GetPrimaryKeyString());

    public Task<Reply> ExecuteAsync(CommandMessage message) => Wire.ReplyAsync(async () =>
    {
        var rules = catalogues.Of(Key.Operator);
        var open = await OpenAsync();
        try
        {
            return Wire.Write(await open.ExecuteAsync(Key, Wire.Read(message), rules, clock.GetUtcNow(), CancellationToken.None));
        }
        catch
        {
            // A write whose end is unknown may have been made: what is held is no longer to be trusted.
            _open = null;
            throw;
        }
    });

    public Task<Reply> CheckAsync(string purpose, DateTimeOffset at) => Wire.ReplyAsync(async () =>
    {
        var catalogue = catalogues.Of(Key.Operator).Catalogue;
        var open = await OpenAsync();
        return Wire.Write(ProcessingCheck.Answer(open.File, new PurposeCode(purpose), catalogue, at));
    });

    private async Task<OpenFile<SubjectFile>> OpenAsync()
    {
        var opening = _open ??= ReadAsync();
        try
        {
            return await opening;
        }
        catch
        {
            if (_open == opening) _open = null;
            throw;
        }
    }

    private async Task<OpenFile<SubjectFile>> ReadAsync()
    {
        var open = new OpenFile<SubjectFile>(Key, journal);
        await open.ReloadAsync(CancellationToken.None);
        return open;
    }
}
