using Consent.Domain;

namespace Consent.Api;

/// <summary>Everything the DPO does with a request: how it is called, told of, and read; the rules decide.</summary>
internal static class RequestActionTable
{
    public static readonly IReadOnlyList<RequestAction> All =
    [
        New<AcknowledgeBody>("acknowledge", "Acknowledge receipt", "The applicant has been told the number and the terms.", Examples.Acknowledge,
            (body, order) => new AcknowledgeRequest(order.Now, order.Number, order.Fields.OptionalWord<Channel>(body.By, "by"))),
        New<ConfirmIdentityBody>("confirm-identity", "Confirm identity", "By code, sign-in, document or signature (ст. 14 ч. 3); no term waits for it.", Examples.ConfirmIdentity,
            (body, order) => new ConfirmIdentity(order.Now, order.Number, order.Fields.Word<IdentityLevel>(body.Level, "level"), order.OptionalWords(body.Evidence, "evidence"))),
        New<AskParticularsBody>("ask-particulars", "Ask for what is missing", "What ст. 14 ч. 3 wants and the letter lacks; what is left out means all of it. No term stops.", Examples.AskParticulars,
            (body, order) => new AskParticulars(order.Now, order.Number, order.Particulars(body.What), order.OptionalWords(body.Text, "text", 10_000))),
        New<ReceiveParticularsBody>("receive-particulars", "Record what was missing", "The term of ст. 20 ч. 3 begins here for a demand that came without particulars.", Examples.ReceiveParticulars,
            (body, order) => new ReceiveParticulars(
                order.Now, order.Number, order.Demand(body.Demand), order.Particulars(body.What), order.InstantOr(body.ReceivedAt, "receivedAt", order.Now), order.Words(body.Text, "text", 10_000))),
        New<AssignBody>("assign", "Assign", "Who of the operator's people works on it.", Examples.Assign,
            (body, order) => new AssignRequest(order.Now, order.Number, order.Fields.Text(body.To, "to", 100))),
        New<ExtendBody>("extend", "Extend", "Once, with reasons, before the term ends, and only where the law allows it (ст. 20 ч. 1, 2, 4; ст. 21 ч. 5.1).", Examples.Extend,
            (body, order) => new ExtendRequest(order.Now, order.Number, order.Fields.Id(body.Demand, "demand"), order.Words(body.Reason, "reason"))),
        New<ProvideDataBody>("provide-data", "Record what a system returned", "The data a system holds of the person, for the answer of ст. 14 ч. 7.", Examples.ProvideData, ReadData),
        New<AnswerBody>("answer", "Answer a demand", "The answer has been sent; the request closes with its last demand. `assembled` sends the answer of ст. 14 ч. 7, `partly` names the article of what was refused.", Examples.Answer,
            (body, order) => new AnswerDemand(
                order.Now, order.Number, order.RequiredDemand(body.Demand), order.OptionalWords(body.Text, "text", 100_000), body.Partly ?? false,
                body.Partly == true ? order.Article(body.Article) : order.Fields.OptionalText(body.Article, "article", 200), order.Fields.OptionalWord<Channel>(body.By, "by"),
                body.Assembled ?? false, order.Fields.Instant(body.SentAt, "sentAt"))),
        New<RefuseBody>("refuse", "Refuse a demand", "Only by an article that allows it (ст. 14 ч. 8, ст. 20 ч. 2); the demand lists them.", Examples.Refuse,
            (body, order) => new RefuseDemand(
                order.Now, order.Number, order.RequiredDemand(body.Demand), order.Article(body.Article), order.Words(body.Reason, "reason", 10_000),
                order.Fields.OptionalWord<Channel>(body.By, "by"), order.Fields.Instant(body.SentAt, "sentAt"))),
        New<RectifyBody>("rectify", "Record rectification", "The data is put right; the block is lifted by law (ст. 21 ч. 2).", Examples.Rectify,
            (body, order) => new RectifyData(order.Now, order.Number, order.Demand(body.Demand), order.OptionalWords(body.What, "what", 10_000))),
        New<LiftBlockBody>("lift-block", "Lift a block", "The check is over and the data is lawful and accurate.", Examples.LiftBlock,
            (body, order) => new LiftBlock(order.Now, order.Number, order.Demand(body.Demand), order.OptionalWords(body.Reason, "reason"))),
        New<FindUnlawfulnessBody>("find-unlawfulness", "Record unlawful processing", "Three working days to stop, ten to destroy, both from the day found (ст. 21 ч. 3). Found again, the day is corrected.", Examples.FindUnlawfulness,
            (body, order) => new FindUnlawfulness(
                order.Now, order.Number, order.Demand(body.Demand), order.InstantOr(body.FoundAt, "foundAt", order.Now), order.Words(body.Grounds, "grounds", 10_000))),
        New<FulfilBody>("fulfil", "Record that a duty is done", "A destruction names its act in `reference` (ст. 21 ч. 7), a notice the number the authority gave.", Examples.Fulfil,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields)),
        New<ReleaseBody>("release", "Release a duty", "By a norm that lets it fall away: another basis holds, the processing is lawful now.", Examples.Release,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields)),
        New<PostponeDestructionBody>("postpone-destruction", "Put off a destruction", "Impossible in time: block now, destroy within six months (ст. 21 ч. 6).", Examples.PostponeDestruction,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields)),
        New<AcceptRecountBody>("accept-recount", "Accept a later end", "Another calendar gives a later end; it holds only when a person accepts it.", Examples.AcceptRecount,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields)),
        New<WithdrawBody>("withdraw", "The author takes it back", "What is still owed falls away, blocks are lifted, the request closes.", Examples.Withdraw,
            (body, order) => new WithdrawRequest(order.Now, order.Number, order.OptionalWords(body.Reason, "reason"))),
        New<CloseBody>("close", "Close", "Nothing is left to do and nobody waits for an answer.", Examples.Close,
            (body, order) => new CloseRequest(order.Now, order.Number, order.OptionalWords(body.Note, "note"))),
        New<ReopenBody>("reopen", "Reopen", "The answer was not complete (ст. 14 ч. 5): what is to be answered has a new term.", Examples.Reopen,
            (body, order) => new ReopenRequest(order.Now, order.Number, order.Fields.Id(body.Demand, "demand"), order.Words(body.Reason, "reason"))),
        New<ComplaintBody>("complaint", "Note a complaint", "The subject complained to the authority or a court (ст. 17).", Examples.Complaint,
            (body, order) => new NoteComplaint(order.Now, order.Number, order.Fields.Word<ComplaintTo>(body.To, "to"), order.OptionalWords(body.Reference, "reference", 500))),
        New<NoteBody>("note", "Add a note", "Internal, or public for the subject to see.", Examples.Note,
            (body, order) => new NoteOnRequest(order.Now, order.Number, order.Words(body.Text, "text", 10_000), body.Public ?? false)),
    ];

    public static RequestAction? Find(string name) => All.FirstOrDefault(order => order.Name == name);

    private static RequestAction<TBody> New<TBody>(string name, string summary, string description, string example, Func<TBody, OrderReading, RequestCommand> read) where TBody : class =>
        new(name, summary, description, example, read);

    private static ProvideData ReadData(ProvideDataBody body, OrderReading order)
    {
        var fields = order.Fields;
        if (body.Items is null or { Count: 0 }) fields.Wrong("items", "FieldRequired");
        if (body.Items?.Count > 1000) fields.Wrong("items", "FieldTooMany", 1000);
        return new ProvideData(
            order.Now, order.Number, order.Demand(body.Demand), fields.Text(body.System, "system", 200),
            [.. (body.Items ?? []).Take(1000).Select((item, i) => new ProvidedItem(
                fields.Text(item?.Category, $"items[{i}].category", 200),
                new Personal(fields.Text(item?.Value, $"items[{i}].value", 10_000, lines: true)),
                fields.Personal(item?.Source, $"items[{i}].source", 500)))]);
    }
}
