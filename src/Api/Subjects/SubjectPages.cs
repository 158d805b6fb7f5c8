using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

/// <summary>Where a link of the operator's site leads: a button signs in, so that whoever only looks at the link does not use it up. Then one's own file: <c>/me</c>.</summary>
internal sealed class SubjectPages(SubjectSignIns signIns, IAntiforgery antiforgery, MyRequests mine, RequestReceipts receipts, RequestViews views, InstallationSecret secret, TimeProvider clock)
{
    public const string Path = "/s/";
    public const string Home = "/me";

    public void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(Path + "{token}", Get);
        pages.MapPost(Path + "{token}", PostAsync);
    }

    /// <summary>Behind the gate, for who is signed in: every reading is recorded as those of the API are.</summary>
    public void MapOwn(RouteGroupBuilder me)
    {
        me.MapGet("", GetMeAsync).For(Scope.Subject).Recorded();
        me.MapPost("/withdrawals", PostWithdrawalAsync).For(Scope.Subject);
        me.MapGet("/requests/{number}", GetRequestAsync).For(Scope.Subject).Recorded();
        me.MapGet("/requests/{number}/proof", (string number, Me me, CancellationToken cancellationToken) => receipts.FileAsync(me.File, number, cancellationToken)).For(Scope.Subject).Recorded();
        me.MapPost("/requests/{number}/attachments", AttachAsync).For(Scope.Subject).TakesFile();
        me.MapGet("/requests/{number}/attachments/{attachment}", (string number, string attachment, Me me, CancellationToken cancellationToken) =>
            mine.TakeAsync(me.File, number, attachment, me.Caller.Actor, cancellationToken)).For(Scope.Subject).Recorded().GivesFile();
        me.MapGet("/new", IResult (Me me, HttpContext context) => Choose(me, context)).For(Scope.Subject);
        me.MapGet("/request", Fill).For(Scope.Subject);
        me.MapPost("/request", PostRequestAsync).For(Scope.Subject).ProvesItsForm();
        me.MapPost("/sign-out", PostSignOutAsync).For(Scope.Subject);
    }

    private static IResult Get(string token, HttpContext context) => !PublicAddress.MayCarrySecrets(context.Request)
        ? new Page(Texts.Get("Subject.title"), Page.Fault(Texts.Get("SignIn.httpsOnly")), StatusCodes.Status400BadRequest)
        : SubjectTokens.Read(token) is null ? NoLink()
        : new Page(Texts.Get("Subject.title"), Html.Of($"<p>{Texts.Get("Subject.hello")}</p>{Page.Form(context, Path + Uri.EscapeDataString(token), "SignIn.enter", Html.Nothing)}"));

    private async Task<IResult> PostAsync(string token, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is null) return Stale();
        if (await signIns.UseAsync(token, cancellationToken) is not var (session, _)) return NoLink();
        Sessions.Take(context);
        Sessions.GiveSubject(context, session);
        return TypedResults.Redirect(Home);
    }

    private async Task<IResult> GetMeAsync(string? done, Me me, CancellationToken cancellationToken)
    {
        var (site, now) = (SiteOf(me), clock.GetUtcNow());
        var view = await mine.ReadAsync(me, cancellationToken);
        var told = view.File.Request(done ?? "") is null ? null
            : new OwnRequestModel(site, SubjectViews.Of(await views.ReadAsync(me.File, done!, null, isMasked: true, cancellationToken)), now, IsWhole: false);
        return new ComponentPage<Pages.Subjects.MyFile>(new MyFileModel(
            site, MyPurposes.Of(view.File, me.Rules.Catalogue, now), [.. view.File.Grounds.Where(ground => ground.Holds(now))],
            [.. view.File.Requests.Reverse().Select(request => (RequestViews.LineOf(request), ClockOf(request, now, me.Rules)))], told, OneTimeTokens.NewId()));
    }

    private async Task<IResult> PostWithdrawalAsync(Me me, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is not { } form) return Stale();
        var body = new MyWithdrawalBody(form["purpose"] is [{ Length: > 0 } purpose] ? new PurposesOrAll([purpose]) : new PurposesOrAll(Codes: null));
        var outcome = await mine.WithdrawAsync(body, me, Once(form["once"] is [{ Length: > 0 } once] ? $"{once}\n{form["purpose"]}" : null, Home + "/withdrawals"), cancellationToken);
        return Problems.Of(outcome) ?? TypedResults.Redirect($"{Home}?done={((Outcome.Done)outcome).Events.OfType<RequestReceived>().Single().Number}");
    }

    private async Task<IResult> GetRequestAsync(string number, Me me, CancellationToken cancellationToken)
    {
        var (answer, problem) = await mine.ReadAsync(me.File, number, me.Caller.Actor, cancellationToken);
        return problem ?? new ComponentPage<Pages.Subjects.OwnRequest>(new OwnRequestModel(SiteOf(me), answer!, clock.GetUtcNow(), IsWhole: true));
    }

    private async Task<IResult> AttachAsync(string number, Me me, HttpContext context, CancellationToken cancellationToken) =>
        await OwnUploads.AttachAsync(mine, SiteOf(me), me.File, number, me.Caller.Actor, await Upload.OpenAsync(context), null, secret, clock, cancellationToken);

    private static ComponentPage<Pages.Subjects.Choose> Choose(Me me, HttpContext context) => new(new ChooseModel(SiteOf(me), RequestDraft.Read(context.Request.Query), null));

    private static IResult Fill(Me me, HttpContext context)
    {
        var draft = RequestDraft.Read(context.Request.Query);
        if (draft.Choices.Count > 0) return new ComponentPage<Pages.Subjects.Fill>(new RequestFormModel(SiteOf(me), draft));
        var problem = ProblemWords.Of(Problems.Malformed(new Dictionary<string, string[]> { [RequestDraft.Kind] = [Texts.Get("Choose.none")] }));
        return new ComponentPage<Pages.Subjects.Choose>(new ChooseModel(SiteOf(me), draft, problem), StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> PostRequestAsync(Me me, HttpContext context, CancellationToken cancellationToken)
    {
        var site = SiteOf(me);
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is not { } form) return await PublicPages.StaleAsync(site, context, cancellationToken);
        var draft = RequestDraft.Read(form);
        if (form["do"] == "edit") return new ComponentPage<Pages.Subjects.Fill>(new RequestFormModel(site, draft));
        try
        {
            mine.Check(draft.ToMine(), fields => draft.Check(fields, isSignedIn: true));
            if (form["do"] != "send") return new ComponentPage<Pages.Subjects.Confirm>(new RequestFormModel(site, draft));
            var outcome = await mine.SendAsync(draft.ToMine(), me, Once(draft.Of(RequestDraft.Once), site.RequestPath), cancellationToken);
            if (Problems.Of(outcome) is { } refused) return Again(ProblemWords.Of(refused)!);
            return TypedResults.Redirect($"{Home}?done={((Outcome.Done)outcome).Events.OfType<RequestReceived>().Single().Number}");
        }
        catch (InvalidRequestException malformed)
        {
            return Again(ProblemWords.Of(Problems.Malformed(malformed.Errors))!);
        }

        ComponentPage<Pages.Subjects.Fill> Again(ProblemWords problem) => new(new RequestFormModel(site, draft, draft.Named(problem)), problem.Status);
    }

    private async Task<IResult> PostSignOutAsync(Me me, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FormReading.ReadAsync(antiforgery, context, cancellationToken) is null) return Stale();
        await signIns.EndAsync(me.Caller, cancellationToken);
        Sessions.Take(context);
        return new Page(Texts.Get("Subject.title"), Html.Of($"<p>{Texts.Get("Subject.out")}</p>"));
    }

    private static Clock? ClockOf(SubjectRequest request, DateTimeOffset now, Rules rules) =>
        request.Nearest?.Deadline is { } nearest ? Clock.Of(nearest.Due, nearest.EndsAt, request.ReceivedAt, now, rules) : null;

    private static SubjectSite SiteOf(Me me) => new(me.File.Operator, me.Rules, IsSignedIn: true);

    // What is sent twice has one effect.
    private Idempotency Once(string? key, string path) => new(key is { Length: > 0 } ? OneTimeTokens.Hash(key) : null, "POST " + path, secret);

    private static Page Stale() => new(Texts.Get("Subject.title"), Page.Fault(Texts.Get("SignIn.stale")), StatusCodes.Status400BadRequest);

    private static Page NoLink() => new(Texts.Get("Subject.title"), Page.Fault(Texts.Get("Subject.noLink")), StatusCodes.Status404NotFound);
}
