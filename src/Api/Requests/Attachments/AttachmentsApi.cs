using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A file of a request. <paramref name="Name"/> is personal; <paramref name="By"/> is <c>applicant</c> or <c>operator</c>; <paramref name="Public"/>: the applicant sees it.</summary>
public sealed record AttachmentAnswer(string Id, DateTimeOffset At, string? Name, string Type, long Size, string Sha256, string By, bool Public)
{
    internal static AttachmentAnswer Of(AttachmentAdded added, bool isMasked) => new(
        added.File.Id, Microseconds.Round(added.At), Readings.Show(added.Name, isMasked), added.File.Type, added.File.Size, added.File.Sha256,
        added.File.ByApplicant ? "applicant" : "operator", added.File.IsPublic);
}

/// <summary>The form of <c>POST …/attachments</c> as the OpenAPI document shows it.</summary>
public sealed record AttachmentForm(bool? Public, string? File);

/// <summary>Files of a request: <c>/v1/requests/{number}/attachments</c>, and the applicant's own under <c>/v1/me</c>.</summary>
internal sealed class AttachmentsApi(RequestFiles files, RequestFinder finder, RequestViews views, Readings readings, MyRequests mine)
{
    private const string Words = "PDF, PNG, JPEG, TIFF, DOCX, ODT, XLSX, TXT, SIG, P7S; 10 MiB each, 20 for a request. Kept sealed under the key of the person's file; the SHA-256 stands in the journal.";

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/requests/{number}/attachments", PostAsync).For(Scope.Dpo).TakesFile().Accepts<AttachmentForm>(Upload.Type)
            .Describe("Attach a file", $"A form: `public` (whether the applicant sees it) before `file`. {Words}", Examples.AttachmentForm, Examples.Attachment)
            .Produces<AttachmentAnswer>(StatusCodes.Status201Created);
        v1.MapGet("/requests/{number}/attachments", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("List the files of a request", "Names are masked; with `reason` they are shown to a DPO and the reading is recorded.", null, Examples.Attachments)
            .Produces<Page<AttachmentAnswer>>();
        v1.MapGet("/requests/{number}/attachments/{attachment}", TakeAsync).For(Scope.Dpo).Recorded().GivesFile()
            .Describe("Take a file of a request", "With a `reason`; the reading is recorded.", null, Examples.AttachmentBytes)
            .Produces<string>(StatusCodes.Status200OK, AttachmentFile.Type);
    }

    public void MapMine(RouteGroupBuilder v1)
    {
        var me = v1.MapGroup("/me");
        me.MapPost("/requests/{number}/attachments", PostMineAsync).For(Scope.Subject).TakesFile().Accepts<AttachmentForm>(Upload.Type)
            .Describe("Attach a file to my request", $"A form with `file`, while the request is open. {Words}", Examples.AttachmentForm, Examples.Attachment)
            .Produces<AttachmentAnswer>(StatusCodes.Status201Created);
        me.MapGet("/requests/{number}/attachments", ListMineAsync).For(Scope.Subject).Recorded()
            .Describe("List the files of my request", "My own, and those the operator shows me.", null, Examples.Attachments)
            .Produces<Page<AttachmentAnswer>>();
        me.MapGet("/requests/{number}/attachments/{attachment}", GetMineAsync).For(Scope.Subject).Recorded().GivesFile()
            .Describe("Take a file of my request", "My own, or one the operator shows me. The reading is recorded.", null, Examples.AttachmentBytes)
            .Produces<string>(StatusCodes.Status200OK, AttachmentFile.Type);
    }

    private async Task<IResult> PostAsync(string number, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var upload = await Upload.OpenAsync(context);
        return Created(await files.AttachAsync(file, number, upload, byApplicant: false, tenant.Actor, idempotency, ETags.IfMatch(context), cancellationToken));
    }

    private async Task<IResult> ListAsync(string number, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        Readings.CheckReason(reason);
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var isMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken);
        return Page(await views.ReadAsync(file, number, null, isMasked, cancellationToken));
    }

    /// <summary>A file for somebody of the desk, who says why.</summary>
    /// <exception cref="InvalidRequestException">No reason is given.</exception>
    public async Task<IResult> TakeAsync(string number, string attachment, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        Readings.CheckReason(reason);
        if (string.IsNullOrWhiteSpace(reason)) throw new InvalidRequestException("reason", Texts.Get("FieldRequired"));
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var found = await files.OpenAsync(file, number, attachment, isApplicant: false, cancellationToken);
        return await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken) ? Problems.NotFound() : found;
    }

    private async Task<IResult> PostMineAsync(string number, Me me, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken) =>
        (await mine.ReadAsync(me, cancellationToken)).File.Request(number) is null
            ? Problems.NotFound()
            : Created(await mine.AttachAsync(me.File, number, await Upload.OpenAsync(context), me.Caller.Actor, idempotency, cancellationToken));

    private async Task<IResult> ListMineAsync(string number, Me me, CancellationToken cancellationToken)
    {
        var (answer, problem) = await mine.ReadAsync(me.File, number, me.Caller.Actor, cancellationToken);
        return problem ?? Page(answer!);
    }

    private async Task<IResult> GetMineAsync(string number, string attachment, Me me, CancellationToken cancellationToken) =>
        await mine.TakeAsync(me.File, number, attachment, me.Caller.Actor, cancellationToken);

    private static IResult Created(Outcome outcome) =>
        Problems.Of(outcome) ?? Answers.Json(AttachmentAnswer.Of(RequestFiles.Added(outcome), isMasked: true), ApiJson.Wire.AttachmentAnswer, StatusCodes.Status201Created);

    private static IResult Page(RequestAnswer request) => Answers.Json(new Page<AttachmentAnswer>(request.Attachments ?? [], null), ApiJson.Wire.PageAttachmentAnswer);
}
