using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>A file that a person brings to a request of its own by a page: then the request again, or why the file was not taken.</summary>
internal static class OwnUploads
{
    /// <param name="upload">Null where the form is not ours, for the reason given.</param>
    public static async Task<IResult> AttachAsync(
        MyRequests mine, SubjectSite site, FileKey file, string number, string actor, Upload? upload, ProblemWords? stale, InstallationSecret secret, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = site.PathOf(number);
        var (problem, _) = upload is null ? (stale, null) : await DeskActs.TryAsync(async () =>
        {
            // What is sent twice has one effect.
            var once = new Idempotency(upload[FormBody.Once] is { } key ? OneTimeTokens.Hash(key) : null, $"POST {path}/attachments", secret);
            return Problems.Of(await mine.AttachAsync(file, number, upload, actor, once, cancellationToken)) ?? TypedResults.Ok();
        });
        if (problem is null) return TypedResults.Redirect(path + "#files");
        var (answer, absent) = await mine.ReadAsync(file, number, actor, cancellationToken);
        return absent ?? new ComponentPage<Pages.Subjects.OwnRequest>(new OwnRequestModel(site, answer!, clock.GetUtcNow(), IsWhole: true) { Problem = problem }, problem.Status);
    }
}
