namespace Consent.Domain.Tests;

/// <summary>Every order that may be given about a request, by the name of its action, each aimed at every demand and obligation.</summary>
internal static class RequestOrders
{
    private static readonly Personal Word = new("слово");

    public static readonly SignatureFinding Finding = new(
        SignatureVerdict.Valid, "ECDSA, SHA256", null, "aa", "bb", "cc", Word, true, Word, Word, Word);

    public static readonly Attachment File = new("0a1b", "application/pdf", 1000, new string('a', 64), ByApplicant: false, IsPublic: false);

    public static IEnumerable<(string Action, RequestCommand[] Orders)> Of(SubjectRequest request, DateTimeOffset now)
    {
        var number = request.Number;
        yield return ("confirm-identity", [.. Enum.GetValues<IdentityLevel>().Select(level => new ConfirmIdentity(now, number, level, Word))]);
        yield return ("signature", [new AddSignature(now, number, Finding), new AddSignature(now, number, Finding with { Verdict = SignatureVerdict.NotTrusted })]);
        // Told twice does no harm, so what is permitted is told by the state alone.
        yield return ("acknowledge", request.IsAcknowledged ? [] : [new AcknowledgeRequest(now, number, Channel.Email)]);
        yield return ("ask-particulars", [new AskParticulars(now, number, [Particular.Document], Word)]);
        yield return ("receive-particulars", Each(demand => new ReceiveParticulars(now, number, demand, [Particular.Details], now, Word)));
        yield return ("extend", [new ExtendRequest(now, number, null, Word), .. Each(demand => new ExtendRequest(now, number, demand, Word))]);
        yield return ("provide-data", Each(demand => new ProvideData(now, number, demand, "crm", [new ProvidedItem("contact", Word, null)])));
        yield return ("answer", Each(demand => new AnswerDemand(now, number, demand, null)));
        yield return ("refuse",
        [
            .. from demand in request.Demands
               from ground in RefusalGrounds.For(demand.Kind)
               let article = ground.Condition == RefusalCondition.NamesFederalLaw ? "ст. 14 ч. 8; 115-ФЗ ст. 7" : ground.Article
               select new RefuseDemand(now, number, demand.Id, article, Word),
        ]);
        yield return ("rectify", Each(demand => new RectifyData(now, number, demand, Word)));
        yield return ("lift-block", Each(demand => new LiftBlock(now, number, demand, Word)));
        yield return ("find-unlawfulness", Each(demand => new FindUnlawfulness(now, number, demand, now, Word)));
        foreach (var pair in OfObligations(number, request.Obligations, now)) yield return pair;
        yield return ("assign", [new AssignRequest(now, number, "Петрова")]);
        yield return ("withdraw", [new WithdrawRequest(now, number, Word)]);
        yield return ("close", [new CloseRequest(now, number)]);
        yield return ("name-subject", [new ContinueRequest(now, number, "2026-000999")]);
        yield return ("reopen", [new ReopenRequest(now, number, null, Word), .. Each(demand => new ReopenRequest(now, number, demand, Word))]);
        yield return ("complaint", [new NoteComplaint(now, number, ComplaintTo.Authority, Word)]);
        yield return ("note", [new NoteOnRequest(now, number, Word, IsPublic: false)]);
        yield return ("attachments", [new AttachFile(now, number, File, Word)]);

        RequestCommand[] Each(Func<int, RequestCommand> make) => [.. request.Demands.Select(demand => make(demand.Id))];
    }

    public static IEnumerable<(string Action, RequestCommand[] Orders)> OfObligations(string? number, IReadOnlyList<Obligation> obligations, DateTimeOffset now)
    {
        yield return ("fulfil", [.. obligations.Select(o => new FulfilObligation(now, number, o.Id, now, Word, "акт 1"))]);
        yield return ("release",
            [.. from o in obligations from ground in ReleaseGrounds.For(o.Duty) select new ReleaseObligation(now, number, o.Id, ground.Article, Word)]);
        yield return ("postpone-destruction", [.. obligations.Select(o => new PostponeDestruction(now, number, o.Id, Word))]);
        yield return ("accept-recount", [.. obligations.Select(o => new AcceptRecount(now, number, o.Id))]);
    }
}
