using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Consent.Api;

/// <summary>What the DPO does with a request: <c>POST /v1/requests/{number}/{action}</c>. Each reads its body into an order; the rules decide.</summary>
internal sealed class RequestActionsApi(IEngine engine, RequestFinder finder, FileReader reader, Sealing sealing, RequestViews views, TimeProvider clock)
{
    /// <summary>Of whom and when an order is, and the fields it is read from.</summary>
    private readonly record struct Order(string Number, DateTimeOffset Now, Fields Fields)
    {
        /// <summary>The demand named, or the only one it can be about.</summary>
        public int Demand(int? demand) => Fields.Id(demand, "demand") ?? RequestDecider.TheOnlyOne;

        public int RequiredDemand(int? demand) => Fields.Id(demand, "demand") ?? Fields.Missing("demand");

        public Personal Words(string? text, string field, int max = 2000) => new(Fields.Text(text, field, max, lines: true));

        public Personal? OptionalWords(string? text, string field, int max = 2000) => Fields.Personal(text, field, max, lines: true);

        public string Article(string? article) => Fields.Text(article, "article", 200);

        public DateTimeOffset InstantOr(string? instant, string field, DateTimeOffset otherwise) => Fields.Instant(instant, field) ?? otherwise;

        public ImmutableArray<Particular> Particulars(IReadOnlyList<string?>? what)
        {
            var fields = Fields;
            if (what?.Count > 20) fields.Wrong("what", "FieldTooMany", 20);
            return [.. (what ?? []).Take(20).Select((word, i) => fields.Word<Particular>(word, $"what[{i}]")).Distinct()];
        }
    }

    public void Map(RouteGroupBuilder v1)
    {
        Map<AcknowledgeBody>(v1, "acknowledge", "Acknowledge receipt", "The applicant has been told the number and the terms.", Examples.Acknowledge,
            (body, order) => new AcknowledgeRequest(order.Now, order.Number, order.Fields.OptionalWord<Channel>(body.By, "by")));
        Map<ConfirmIdentityBody>(v1, "confirm-identity", "Confirm identity", "By code, sign-in, document or signature (ст. 14 ч. 3); no term waits for it.", Examples.ConfirmIdentity,
            (body, order) => new ConfirmIdentity(order.Now, order.Number, order.Fields.Word<IdentityLevel>(body.Level, "level"), order.OptionalWords(body.Evidence, "evidence")));
        Map<AskParticularsBody>(v1, "ask-particulars", "Ask for what is missing", "What ст. 14 ч. 3 wants and the letter lacks; what is left out means all of it. No term stops.", Examples.AskParticulars,
            (body, order) => new AskParticulars(order.Now, order.Number, order.Particulars(body.What), order.OptionalWords(body.Text, "text", 10_000)));
        Map<ReceiveParticularsBody>(v1, "receive-particulars", "Record what was missing", "The term of ст. 20 ч. 3 begins here for a demand that came without particulars.", Examples.ReceiveParticulars,
            (body, order) => new ReceiveParticulars(
                order.Now, order.Number, order.Demand(body.Demand), order.Particulars(body.What), order.InstantOr(body.ReceivedAt, "receivedAt", order.Now), order.Words(body.Text, "text", 10_000)));
        Map<AssignBody>(v1, "assign", "Assign", "Who of the operator's people works on it.", Examples.Assign,
            (body, order) => new AssignRequest(order.Now, order.Number, order.Fields.Text(body.To, "to", 100)));
        Map<ExtendBody>(v1, "extend", "Extend", "Once, with reasons, before the term ends, and only where the law allows it (ст. 20 ч. 1, 2, 4; ст. 21 ч. 5.1).", Examples.Extend,
            (body, order) => new ExtendRequest(order.Now, order.Number, order.Fields.Id(body.Demand, "demand"), order.Words(body.Reason, "reason")));
        Map<ProvideDataBody>(v1, "provide-data", "Record what a system returned", "The data a system holds of the person, for the answer of ст. 14 ч. 7.", Examples.ProvideData, ReadData);
        Map<AnswerBody>(v1, "answer", "Answer a demand", "The answer has been sent; the request closes with its last demand. `assembled` sends the answer of ст. 14 ч. 7, `partly` names the article of what was refused.", Examples.Answer,
            (body, order) => new AnswerDemand(
                order.Now, order.Number, order.RequiredDemand(body.Demand), order.OptionalWords(body.Text, "text", 100_000), body.Partly ?? false,
                body.Partly == true ? order.Article(body.Article) : order.Fields.OptionalText(body.Article, "article", 200), order.Fields.OptionalWord<Channel>(body.By, "by"),
                body.Assembled ?? false, order.Fields.Instant(body.SentAt, "sentAt")));
        Map<RefuseBody>(v1, "refuse", "Refuse a demand", "Only by an article that allows it (ст. 14 ч. 8, ст. 20 ч. 2); the demand lists them.", Examples.Refuse,
            (body, order) => new RefuseDemand(
                order.Now, order.Number, order.RequiredDemand(body.Demand), order.Article(body.Article), order.Words(body.Reason, "reason", 10_000),
                order.Fields.OptionalWord<Channel>(body.By, "by"), order.Fields.Instant(body.SentAt, "sentAt")));
        Map<RectifyBody>(v1, "rectify", "Record rectification", "The data is put right; the block is lifted by law (ст. 21 ч. 2).", Examples.Rectify,
            (body, order) => new RectifyData(order.Now, order.Number, order.Demand(body.Demand), order.OptionalWords(body.What, "what", 10_000)));
        Map<LiftBlockBody>(v1, "lift-block", "Lift a block", "The check is over and the data is lawful and accurate.", Examples.LiftBlock,
            (body, order) => new LiftBlock(order.Now, order.Number, order.Demand(body.Demand), order.OptionalWords(body.Reason, "reason")));
        Map<FindUnlawfulnessBody>(v1, "find-unlawfulness", "Record unlawful processing", "Three working days to stop, ten to destroy, both from the day found (ст. 21 ч. 3). Found again, the day is corrected.", Examples.FindUnlawfulness,
            (body, order) => new FindUnlawfulness(
                order.Now, order.Number, order.Demand(body.Demand), order.InstantOr(body.FoundAt, "foundAt", order.Now), order.Words(body.Grounds, "grounds", 10_000)));
        Map<FulfilBody>(v1, "fulfil", "Record that a duty is done", "A destruction names its act in `reference` (ст. 21 ч. 7), a notice the number the authority gave.", Examples.Fulfil,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields));
        Map<ReleaseBody>(v1, "release", "Release a duty", "By a norm that lets it fall away: another basis holds, the processing is lawful now.", Examples.Release,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields));
        Map<PostponeDestructionBody>(v1, "postpone-destruction", "Put off a destruction", "Impossible in time: block now, destroy within six months (ст. 21 ч. 6).", Examples.PostponeDestruction,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields));
        Map<AcceptRecountBody>(v1, "accept-recount", "Accept a later end", "Another calendar gives a later end; it holds only when a person accepts it.", Examples.AcceptRecount,
            (body, order) => ObligationOrders.Read(body, order.Number, order.Now, order.Fields));
        Map<WithdrawBody>(v1, "withdraw", "The author takes it back", "What is still owed falls away, blocks are lifted, the request closes.", Examples.Withdraw,
            (body, order) => new WithdrawRequest(order.Now, order.Number, order.OptionalWords(body.Reason, "reason")));
        Map<CloseBody>(v1, "close", "Close", "Nothing is left to do and nobody waits for an answer.", Examples.Close,
            (body, order) => new CloseRequest(order.Now, order.Number, order.OptionalWords(body.Note, "note")));
        Map<ReopenBody>(v1, "reopen", "Reopen", "The answer was not complete (ст. 14 ч. 5): what is to be answered has a new term.", Examples.Reopen,
            (body, order) => new ReopenRequest(order.Now, order.Number, order.Fields.Id(body.Demand, "demand"), order.Words(body.Reason, "reason")));
        Map<ComplaintBody>(v1, "complaint", "Note a complaint", "The subject complained to the authority or a court (ст. 17).", Examples.Complaint,
            (body, order) => new NoteComplaint(order.Now, order.Number, order.Fields.Word<ComplaintTo>(body.To, "to"), order.OptionalWords(body.Reference, "reference", 500)));
        Map<NoteBody>(v1, "note", "Add a note", "Internal, or public for the subject to see.", Examples.Note,
            (body, order) => new NoteOnRequest(order.Now, order.Number, order.Words(body.Text, "text", 10_000), body.Public ?? false));
    }

    private static ProvideData ReadData(ProvideDataBody body, Order order)
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

    private void Map<TBody>(RouteGroupBuilder v1, string action, string summary, string description, string example, Func<TBody, Order, RequestCommand> read)
        where TBody : class =>
        v1.MapPost("/requests/{number}/" + action, async (
                string number, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] TBody? body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken) =>
            {
                var order = new Order(number, clock.GetUtcNow(), new Fields());
                // Nothing sent says nothing: what an action needs is then told field by field.
                var given = body ?? JsonSerializer.Deserialize("{}"u8, (JsonTypeInfo<TBody>)ApiJson.Wire.GetTypeInfo(typeof(TBody))!)!;
                var command = read(given, order);
                order.Fields.ThrowIfWrong();
                var file = await finder.FindAsync(number, tenant, cancellationToken);
                command = await AssembleAsync(command with { IfVersion = ETags.IfMatch(context) }, file, tenant, cancellationToken);
                var outcome = await engine.ExecuteAsync(file, idempotency.Envelope(tenant.Actor, command, given), cancellationToken);
                if (Problems.Of(outcome) is { } problem) return problem;
                return ETags.Tagged(await views.ReadAsync(file, number, ((Outcome.Done)outcome).Version, isMasked: true, cancellationToken), context);
            })
            .For(Scope.Dpo).Describe(summary, description, example, Examples.RequestAnswer).Produces<RequestAnswer>();

    // What is sent as assembled is recorded word for word, of the very version it was put together from.
    private async Task<RequestCommand> AssembleAsync(RequestCommand command, FileKey file, Tenant tenant, CancellationToken cancellationToken)
    {
        if (command is not AnswerDemand { IsAssembled: true } answer) return command;
        var view = await reader.ReadAsync(file, null, cancellationToken);
        view = await view.OpenAsync(sealing, cancellationToken);
        if (view.File.Request(answer.Number) is not { } request || request.Demand(answer.Demand) is not { Kind: DemandKind.Access }) return command;
        var text = AccessLetter.TextOf(view, answer.Number, answer.Demand, tenant.Rules, answer.At);
        return answer with { Text = new Personal(text), IfVersion = answer.IfVersion ?? request.Version };
    }
}
