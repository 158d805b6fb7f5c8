using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What of a file is told again with the same key: its bytes by their hash.</summary>
public sealed record AttachmentSent(string Name, string Type, long Size, string Sha256, bool Public);

/// <summary>Files of requests, brought and taken by the API or by pages: bytes first, then the event that tells of them.</summary>
internal sealed class RequestFiles(
    IEngine engine, IJournal journal, FileReader reader, SealedAttachments files, IAttachmentStore store, Sealing sealing, Catalogues catalogues, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such request.</exception>
    /// <exception cref="InvalidRequestException">It is malformed.</exception>
    public async Task<Outcome> AttachAsync(
        FileKey file, string number, Upload upload, bool byApplicant, string actor, Idempotency idempotency, long? version, CancellationToken cancellationToken)
    {
        try
        {
            var fields = new Fields();
            var isPublic = upload.IsPublic(fields) || byApplicant;
            var name = upload.Name(fields);
            var outcome = await AttachAsync(file, number, name, upload.Bytes, byApplicant, isPublic, actor, idempotency, version, cancellationToken);
            if (outcome is not Outcome.Done) await upload.DrainAsync(cancellationToken);
            return outcome;
        }
        catch (RefusedException)
        {
            await upload.DrainAsync(cancellationToken);
            throw;
        }
        catch (Exception unreadable) when (Upload.IsUnreadable(unreadable))
        {
            throw new InvalidRequestException("body", Texts.Get("BodyUnreadable"));
        }
    }

    private async Task<Outcome> AttachAsync(
        FileKey file, string number, string name, Stream bytes, bool byApplicant, bool isPublic, string actor, Idempotency idempotency, long? version, CancellationToken cancellationToken)
    {
        var known = (await reader.ReadAsync(file, null, cancellationToken)).File;
        if (known.Request(number) is null) throw new NotFoundException();

        // Whatever the file holds: what the request cannot take is not stored first. A command told again has its answer already.
        var probe = new AttachFile(clock.GetUtcNow(), number, new Attachment("", "text/plain", 1, "", byApplicant, isPublic), new Personal(name)) { IfVersion = version };
        if (SubjectFileDecider.Decide(known, probe, catalogues.Of(file.Operator)) is Decision.Refused refused
            && (idempotency.Key is not { } key || await journal.FindCommandAsync(file.Operator, key, cancellationToken) is null)) return new Outcome.Refused(refused.Refusal);

        var (id, type) = (OneTimeTokens.NewId(), "");
        var written = await files.WriteAsync(file, id, bytes, AttachmentTypes.MaxBytes, head => type = TypeOf(name, head), cancellationToken) ?? throw new RefusedException(FileTooLarge.OfAll);
        var attachment = new Attachment(id, type, written.Size, written.Sha256, byApplicant, isPublic);
        var envelope = idempotency.Envelope(
            actor, probe with { At = clock.GetUtcNow(), File = attachment }, new AttachmentSent(name, type, written.Size, written.Sha256, isPublic));
        var outcome = await engine.ExecuteAsync(file, envelope, cancellationToken);
        await SettleAsync(file, id, outcome);
        return outcome;
    }

    /// <summary>The files of a letter go on with it in the file of its author; repeated, those that are there stay as they are.</summary>
    /// <param name="from">The file of the letter while its author was not known, with its personal data opened.</param>
    public async Task GoOnAsync(FileView from, string number, FileKey person, string goesOnAs, string actor, CancellationToken cancellationToken)
    {
        foreach (var added in from.Entries.Where(entry => entry.Request == number).Select(entry => entry.Event).OfType<AttachmentAdded>())
        {
            // One copy of each, however often and by how many it is tried.
            var (key, id) = ($"goes-on:{goesOnAs}:{added.File.Id}", OneTimeTokens.NewId());
            if (await journal.FindCommandAsync(person.Operator, key, cancellationToken) is not null) continue;
            await files.CopyAsync(from.Key, added.File, person, id, cancellationToken);
            var attach = new AttachFile(clock.GetUtcNow(), goesOnAs, added.File with { Id = id }, added.Name);
            await SettleAsync(person, id, await engine.ExecuteAsync(person, new Envelope(actor, attach, key, Convert.FromHexString(added.File.Sha256)), cancellationToken));
        }
    }

    /// <summary>The file with its name, for who may have it.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for the applicant to see.</exception>
    public async Task<AttachmentFile> OpenAsync(FileKey file, string number, string id, bool isApplicant, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(file, null, cancellationToken);
        if (view.File.Request(number)?.Attachments.FirstOrDefault(one => one.Id == id) is not { } about || (isApplicant && !about.IsPublic)) throw new NotFoundException();
        var added = (await view.OpenAsync(sealing, cancellationToken)).Entries.Select(entry => entry.Event).OfType<AttachmentAdded>().Single(one => one.File.Id == id);
        return new AttachmentFile(files.ReadAsync(file, about, cancellationToken), about, added.Name.Value);
    }

    /// <summary>What a repeated command has told of before, and what the answer tells of.</summary>
    public static AttachmentAdded Added(Outcome outcome) => ((Outcome.Done)outcome).Events.OfType<AttachmentAdded>().Single();

    private static string TypeOf(string name, ReadOnlySpan<byte> head) =>
        head.IsEmpty ? throw new RefusedException(new FileEmpty()) : AttachmentTypes.Find(name, head) ?? throw new RefusedException(new FileTypeNotTaken(AttachmentTypes.Named));

    // Whatever of this is not done now the sweep does a day later.
    private async Task SettleAsync(FileKey file, string id, Outcome outcome)
    {
        try
        {
            if (outcome is Outcome.Done && Added(outcome).File.Id == id) await store.KeepAsync(file, id, CancellationToken.None);
            else await store.DeleteAsync(file, id, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // The event stands, or it does not: that is told either way.
        }
    }
}
