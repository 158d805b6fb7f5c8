using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>A command on a subject's open file: the same for every engine.</summary>
public static class SubjectFiles
{
    /// <returns>Null where the number of a request was taken by another file: give the command another.</returns>
    public static Task<Outcome?> ExecuteAsync(
        this OpenFile<SubjectFile> open, FileKey file, Envelope envelope, Rules rules, DateTimeOffset now, CancellationToken cancellationToken) =>
        open.ExecuteAsync(
            envelope,
            now,
            // In a restored database a person destroyed since may never have been: he does not come back as somebody new.
            subject => subject.Version == 0 && open.WasDestroyed ? new FileDestroyed() : SubjectFileDecider.Decide(subject, envelope.Command, rules),
            (before, after) => RegisterRows.Of(file, before, after, rules),
            cancellationToken);
}
