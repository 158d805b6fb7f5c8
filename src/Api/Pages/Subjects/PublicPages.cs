using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

/// <summary>What anybody may do at an operator, without a script: <c>/o/{operator}</c>. Choose, fill in, confirm by a code, get a receipt, look at it later by its number and a code.</summary>
internal sealed class PublicPages(
    PublicRequests requests, MyRequests mine, OwnAccess access, RequestReceipts receipts, RequestViews views, FileReader reader, IRegister register, Sealing sealing, InstallationSecret secret, PublicAddress address, IAntiforgery antiforgery, TimeProvider clock)
{
    private const string Prefix = "/o/";

    public static string RootOf(OperatorId operatorId) => Prefix + operatorId;

    public void Map(RouteGroupBuilder pages)
    {
        var open = pages.MapGroup(Prefix + "{operator}").WithMetadata(AnswersWithPages.ToSubjects);
        open.MapGet("", Choose);
        open.MapGet("/request", Fill);
        open.MapPost("/request", PostAsync);
        open.MapGet("/receipt", ReceiptAsync).Recorded();
        open.MapGet("/status", FindOwn);
        open.MapPost("/status", PostFindAsync);
        open.MapPost("/status/code", PostCodeAsync);
        open.MapGet("/status/{number}", StatusAsync).Recorded();
        open.MapGet("/status/{number}/proof", ProofAsync).Recorded();
        open.MapPost("/status/{number}/attachments", AttachAsync).TakesFile();
        open.MapGet("/status/{number}/attachments/{attachment}", TakeAsync).Recorded().GivesFile();
        open.MapPost("/status/end", EndAsync);
        open.MapGet("/link", Embed);
        open.MapGet("/logo", Logo);
        open.MapGet("/brand.css", Style);
    }

    private IResult Choose(string @operator, HttpContext context) =>
        Secret(context) ?? new ComponentPage<Pages.Subjects.Choose>(new ChooseModel(SiteOf(@operator), RequestDraft.Read(context.Request.Query), null));

    private IResult Fill(string @operator, HttpContext context)
    {
        var (site, draft) = (SiteOf(@operator), RequestDraft.Read(context.Request.Query));
        if (Secret(context) is { } closed) return closed;
        if (draft.Choices.Count > 0) return Form(new RequestFormModel(site, draft));
        var problem = ProblemWords.Of(Problems.Malformed(new Dictionary<string, string[]> { [RequestDraft.Kind] = [Texts.Get("Choose.none")] }));
        return new ComponentPage<Pages.Subjects.Choose>(new ChooseModel(site, draft, problem), StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> PostAsync(string @operator, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        var form = await FormReading.ReadAsync(antiforgery, context, cancellationToken);
        if (form is null) return await StaleAsync(site, context, cancellationToken);
        var (draft, step) = (RequestDraft.Read(form), form["do"].ToString());
        var model = new RequestFormModel(site, draft);
        if (step == "edit") return Form(model);
        try
        {
            requests.Check(draft.ToPublic(null), fields => draft.Check(fields, isSignedIn: false));
        }
        catch (InvalidRequestException malformed)
        {
            return Form(model with { Problem = draft.Named(ProblemWords.Of(Problems.Malformed(malformed.Errors))!) });
        }

        var canConfirm = requests.CanSendCodes && draft.Of(RequestDraft.Email) is not null;
        if (step is "send" or "skip") return await SendAsync(model, form, step == "send", context, cancellationToken);
        if (!canConfirm) return new ComponentPage<Pages.Subjects.Confirm>(model);
        return requests.SendCode(site.Operator, site.Rules, draft.Of(RequestDraft.Email)!, context) is var (ticket, _)
            ? new ComponentPage<Pages.Subjects.Confirm>(model with { Ticket = ticket, IsSentAgain = step == "again" })
            : Form(model with { Problem = ProblemWords.Of(Problems.TooMany(context, PublicRequests.Window)) });
    }

    private async Task<IResult> SendAsync(RequestFormModel model, IFormCollection form, bool isConfirmed, HttpContext context, CancellationToken cancellationToken)
    {
        var (site, draft) = (model.Site, model.Draft);
        var ticket = form[RequestDraft.Ticket] is [{ Length: > 0 } given] ? given : null;
        var code = isConfirmed && ticket is not null ? new ProvenCodeBody(ticket, form["code.code"].ToString()) : null;
        // What is sent twice is received once.
        var idempotency = new Idempotency(draft.Of(RequestDraft.Once), $"POST {site.RequestPath}", secret);
        try
        {
            var (done, email, problem) = await requests.ReceiveAsync(site.Operator, site.Rules, draft.ToPublic(code), idempotency, context, cancellationToken);
            if (problem is not null) return Again(ProblemWords.Of(problem)!);
            access.Give(context, site.Operator, done!.Events.OfType<RequestReceived>().Single().Number, isWhole: email is not null);
            return TypedResults.Redirect(site.Root + "/receipt");
        }
        catch (InvalidRequestException malformed)
        {
            return Again(ProblemWords.Of(Problems.Malformed(malformed.Errors))!);
        }

        ComponentPage<Pages.Subjects.Confirm> Again(ProblemWords problem) => new(model with { Ticket = ticket, Problem = draft.Named(problem) }, problem.Status);
    }

    private async Task<IResult> ReceiptAsync(string @operator, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        if (access.Find(context, site.Operator, mustBeWhole: false) is not { } number) return TypedResults.Redirect(site.Root + "/status");
        var answer = SubjectViews.Of(await views.ReadAsync(await FileOfAsync(site, number, cancellationToken), number, null, isMasked: true, cancellationToken));
        return new ComponentPage<Pages.Subjects.Receipt>(new OwnRequestModel(site, answer, clock.GetUtcNow(), access.IsWhole(context, site.Operator)));
    }

    private IResult FindOwn(string @operator, string? number, HttpContext context) => Secret(context) ?? new ComponentPage<Pages.Subjects.FindOwn>(new FindModel(SiteOf(@operator), number, null, CanSend: requests.CanSendCodes));

    // The letter goes to whatever address was typed: whether there is such a request, and whose, is told only to who has read the code.
    private async Task<IResult> PostFindAsync(string @operator, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is not { } form) return await StaleFindAsync(site, context, cancellationToken);
        var model = new FindModel(site, form["number"].ToString().Trim(), form[RequestDraft.Email].ToString().Trim(), CanSend: requests.CanSendCodes);
        if (!requests.CanSendCodes) return Find(model with { Problem = ProblemWords.Of(Problems.Of(StatusCodes.Status503ServiceUnavailable, "MailNotConfigured")) });
        try
        {
            var fields = new Fields();
            if (!RequestNumbers.TryParse(model.Number, out _, out _)) fields.Wrong("number", "FieldNotNumberOfRequest");
            var email = PublicRequests.ReadAddress(model.Email, fields);
            fields.ThrowIfWrong();
            return requests.SendCode(site.Operator, site.Rules, email, context) is var (ticket, _)
                ? Find(model with { Ticket = ticket })
                : Find(model with { Problem = ProblemWords.Of(Problems.TooMany(context, PublicRequests.Window)) });
        }
        catch (InvalidRequestException malformed)
        {
            return Find(model with { Problem = ProblemWords.Of(Problems.Malformed(malformed.Errors)) });
        }
    }

    private async Task<IResult> PostCodeAsync(string @operator, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is not { } form) return await StaleFindAsync(site, context, cancellationToken);
        var (number, ticket) = (form["number"].ToString(), form[RequestDraft.Ticket].ToString());
        if (requests.Confirm(site.Operator, ticket, form["code.code"]) is not { } email || !await IsConfirmedByAsync(site, number, email, cancellationToken))
            return Find(new FindModel(site, number, form[RequestDraft.Email], ticket, ProblemWords.Of(Problems.Of(new OwnRequestNotFound()))));
        access.Give(context, site.Operator, number, isWhole: true);
        return TypedResults.Redirect($"{site.Root}/status/{number}");
    }

    private async Task<IResult> StatusAsync(string @operator, string number, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        if (access.Find(context, site.Operator, mustBeWhole: true, number) is null) return TypedResults.Redirect($"{site.Root}/status");
        var (answer, problem) = await mine.ReadAsync(await FileOfAsync(site, number, cancellationToken), number, "public", cancellationToken);
        // The same person's: the address that was confirmed went with it.
        if (answer?.ContinuedAs is { } goesOnAs)
        {
            access.Give(context, site.Operator, goesOnAs, isWhole: true);
            return TypedResults.Redirect($"{site.Root}/status/{goesOnAs}");
        }

        return problem ?? new ComponentPage<Pages.Subjects.OwnRequest>(new OwnRequestModel(site, answer!, clock.GetUtcNow(), IsWhole: true));
    }

    // Also with a receipt alone: it tells no more than that does.
    private async Task<IResult> ProofAsync(string @operator, string number, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        if (access.Find(context, site.Operator, mustBeWhole: false, number) is null) return TypedResults.Redirect($"{site.Root}/status");
        return await receipts.FileAsync(await FileOfAsync(site, number, cancellationToken), number, cancellationToken);
    }

    // Only for who has shown by a code that the request is his: strangers bring no files.
    private async Task<IResult> AttachAsync(string @operator, string number, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        if (access.Find(context, site.Operator, mustBeWhole: true, number) is null) return TypedResults.Redirect($"{site.Root}/status");
        var upload = await Upload.FromPageAsync(antiforgery, context);
        return await OwnUploads.AttachAsync(mine, site, await FileOfAsync(site, number, cancellationToken), number, "public", upload, upload is null ? StaleWords(context) : null, secret, clock, cancellationToken);
    }

    private async Task<IResult> TakeAsync(string @operator, string number, string attachment, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        if (access.Find(context, site.Operator, mustBeWhole: true, number) is null) return TypedResults.Redirect($"{site.Root}/status");
        return await mine.TakeAsync(await FileOfAsync(site, number, cancellationToken), number, attachment, "public", cancellationToken);
    }

    private async Task<IResult> EndAsync(string @operator, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(@operator);
        access.Find(context, site.Operator, mustBeWhole: false);
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is not null) OwnAccess.Take(context);
        return TypedResults.Redirect(site.Root);
    }

    private IResult Embed(string @operator, HttpContext context)
    {
        var site = SiteOf(@operator);
        return new ComponentPage<Pages.Subjects.Embed>(new EmbedModel(site, address.Of(context.Request) + site.Root));
    }

    private IResult Logo(string @operator, HttpContext context)
    {
        if (SiteOf(@operator) is not { Logo: { } path, Profile.Brand.Logo: { } logo }) return Problems.NotFound();
        Keep(context, path);
        return TypedResults.Bytes(Convert.FromBase64String(logo.Base64), logo.Type);
    }

    private IResult Style(string @operator, HttpContext context)
    {
        if (SiteOf(@operator) is not { Style: { } path, Profile.Brand.Accent: { } accent } || Colour.Find(accent) is not { } colour) return Problems.NotFound();
        Keep(context, path);
        return TypedResults.Text(BrandStyle.Of(colour), "text/css; charset=utf-8");
    }

    private static void Keep(HttpContext context, string path) =>
        context.Response.Headers.CacheControl = path.EndsWith("v=" + context.Request.Query["v"], StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

    private SubjectSite SiteOf(string name)
    {
        var (operatorId, rules) = requests.Find(name);
        return new SubjectSite(operatorId, rules, IsSignedIn: false);
    }

    private static IResult? Secret(HttpContext context) => PublicAddress.MayCarrySecrets(context.Request) ? null
        : new Page(Texts.Get("Subject.title"), Page.Fault(Texts.Get("SignIn.httpsOnly")), StatusCodes.Status400BadRequest);

    private static ComponentPage<Pages.Subjects.Fill> Form(RequestFormModel model) => new(model, model.Problem?.Status ?? StatusCodes.Status200OK);

    private static ComponentPage<Pages.Subjects.FindOwn> Find(FindModel model) => new(model, model.Problem?.Status ?? StatusCodes.Status200OK);

    // The proof was too old: what was typed is shown again to who typed it, and nothing is done with it.
    internal static async Task<IResult> StaleAsync(SubjectSite site, HttpContext context, CancellationToken cancellationToken)
    {
        var draft = await FormReading.ReadUnprovenAsync(context, cancellationToken) is { } form ? RequestDraft.Read(form) : RequestDraft.Read(context.Request.Query);
        return draft.Choices.Count == 0
            ? new ComponentPage<Pages.Subjects.Choose>(new ChooseModel(site, draft, StaleWords(context)), StatusCodes.Status400BadRequest)
            : Form(new RequestFormModel(site, draft, StaleWords(context)));
    }

    private async Task<IResult> StaleFindAsync(SubjectSite site, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormReading.ReadUnprovenAsync(context, cancellationToken);
        var ticket = form?[RequestDraft.Ticket] is [{ Length: > 0 } given] ? given : null;
        return Find(new FindModel(site, form?["number"], form?[RequestDraft.Email], ticket, StaleWords(context), requests.CanSendCodes));
    }

    private static ProblemWords StaleWords(HttpContext context) => new(
        StatusCodes.Status400BadRequest, Texts.Get("Form.stale.title"), Texts.Get(PublicAddress.MayCarrySecrets(context.Request) ? "Form.stale.detail" : "SignIn.httpsOnly"), null, new Dictionary<string, string[]>());

    private async Task<FileKey> FileOfAsync(SubjectSite site, string number, CancellationToken cancellationToken) =>
        await register.FindRequestAsync(site.Operator, number, cancellationToken) is { } row ? new FileKey(site.Operator, row.Subject) : throw new NotFoundException();

    // Only an address that a code has confirmed: what somebody wrote as the contact of a letter proves nothing.
    private async Task<bool> IsConfirmedByAsync(SubjectSite site, string number, string email, CancellationToken cancellationToken)
    {
        if (!RequestNumbers.TryParse(number, out _, out _) || await register.FindRequestAsync(site.Operator, number, cancellationToken) is not { } row) return false;
        var view = await reader.ReadAsync(new FileKey(site.Operator, row.Subject), null, cancellationToken);
        if (!view.Entries.Any(entry => entry.Request == number && entry.Event is IdentityConfirmed { Level: IdentityLevel.Code })) return false;
        var opened = await view.OpenAsync(sealing, cancellationToken);
        return opened.Entries.Any(entry => entry.Request == number && entry.Event is IdentityConfirmed { Level: IdentityLevel.Code, Evidence: { } evidence }
            && string.Equals(evidence.Value, email, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>The code, the number or the address is not right; which of them is not told.</summary>
public sealed record OwnRequestNotFound() : Refusal(null, "code.code");
