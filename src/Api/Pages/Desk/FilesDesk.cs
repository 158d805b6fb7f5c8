using System.Text;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Files of a request on its card: attached, taken with a reason, and a detached signature checked: <c>/desk/requests/{number}/…</c>.</summary>
internal sealed class FilesDesk(RequestPages pages, RequestFiles files, RequestFinder finder, AttachmentsApi attachments, SignaturesApi signatures)
{
    public const string Attachments = "attachments";
    public const string Signature = "signature";

    /// <summary>How a form that was not carried out is known again.</summary>
    public const string Take = "take";

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapPost("/requests/{number}/" + Attachments, AttachAsync).For(Scope.Dpo).TakesFile();
        desk.MapPost("/requests/{number}/" + Attachments + "/{attachment}", TakeAsync).For(Scope.Dpo).Recorded().GivesFile();
        desk.MapPost("/requests/{number}/" + Signature, SignAsync).For(Scope.Dpo);
    }

    private async Task<IResult> AttachAsync(string number, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var upload = await Upload.OpenAsync(context);
        var (problem, _) = await DeskActs.TryAsync(async () =>
        {
            var outcome = await files.AttachAsync(file, number, upload, byApplicant: false, tenant.Actor, idempotency.Under(upload[FormBody.Once]), null, cancellationToken);
            return Problems.Of(outcome) ?? TypedResults.Ok();
        });
        return problem is null ? Back(number) : await AgainAsync(number, new SentForm(Attachments, upload.Fields.ToDictionary(field => field.Key, field => (string[])[field.Value])), problem, tenant, cancellationToken);
    }

    private async Task<IResult> TakeAsync(string number, string attachment, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        var (problem, answer) = await DeskActs.TryAsync(() => attachments.TakeAsync(number, attachment, form["reason"], tenant, cancellationToken));
        if (problem is not null) return await AgainAsync(number, new SentForm(Take, new Dictionary<string, string[]> { ["id"] = [attachment] }), problem, tenant, cancellationToken);
        context.Features.Set(new StatedReason(form["reason"]!));
        return answer!;
    }

    private async Task<IResult> SignAsync(string number, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        var body = new SignatureBody(await TextOfAsync(form.File("content"), isCms: false, cancellationToken), await TextOfAsync(form.File("cms"), isCms: true, cancellationToken));
        var idempotency = (await Idempotency.BindAsync(context, null!)).Under(form.Text(FormBody.Once));
        var (problem, _) = await DeskActs.TryAsync(() => signatures.PostAsync(number, body, tenant, idempotency, context, cancellationToken));
        return problem is null ? Back(number) : await AgainAsync(number, new SentForm(Signature, new Dictionary<string, string[]>()), problem, tenant, cancellationToken);
    }

    // In base64, as the API takes it; a signature may be a text in base64 already, with its lines of PEM or without.
    private static async Task<string?> TextOfAsync(IFormFile? file, bool isCms, CancellationToken cancellationToken)
    {
        if (file is not { Length: > 0 }) return null;
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancellationToken);
        var text = isCms && bytes.GetBuffer()[0] is (byte)'M' or (byte)'-' ? Encoding.ASCII.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) : null;
        return text is null ? Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)
            : string.Concat(text.Split('\n', StringSplitOptions.TrimEntries).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));
    }

    private static IResult Back(string number) => TypedResults.Redirect($"{DeskSections.Requests}/{number}#files");

    // What is not there has no page to be told on.
    private async Task<IResult> AgainAsync(string number, SentForm sent, ProblemWords problem, Tenant tenant, CancellationToken cancellationToken) =>
        problem.Status == StatusCodes.Status404NotFound ? Problems.NotFound() : await pages.AgainAsync(number, sent, problem, tenant, cancellationToken);
}
