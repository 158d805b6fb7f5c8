using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary><c>POST /v1/purposes/{code}/achieved</c>.</summary>
public sealed record AchievedBody(string? Subject, string? AchievedAt);

/// <summary>The purpose is over for the subject, and what is to be destroyed by when.</summary>
public sealed record AchievedAnswer(string Subject, string Purpose, IReadOnlyList<ObligationAnswer> Obligations);

/// <summary>The end of a purpose for one subject, and what a file owes though no letter asked for it (ст. 5 ч. 7, ст. 21 ч. 4, 6).</summary>
internal sealed class PurposeEndsApi(IEngine engine, FileReader reader, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/purposes/{code}/achieved", AchievedAsync).For(Scope.Service, Scope.Dpo)
            .Describe("Say that a purpose is reached", "No more processing from then on, thirty days to destroy (ст. 21 ч. 4).", Examples.Achieved, Examples.AchievedAnswer)
            .Produces<AchievedAnswer>(StatusCodes.Status201Created).Produces<AchievedAnswer>();
        Map<FulfilBody>(v1, "fulfil", "Record that an own duty is done", Examples.Fulfil, (body, now, fields) => ObligationOrders.Read(body, null, now, fields));
        Map<ReleaseBody>(v1, "release", "Release an own duty", Examples.Release, (body, now, fields) => ObligationOrders.Read(body, null, now, fields));
        Map<PostponeDestructionBody>(v1, "postpone-destruction", "Put off an own destruction", Examples.PostponeDestruction, (body, now, fields) => ObligationOrders.Read(body, null, now, fields));
        Map<AcceptRecountBody>(v1, "accept-recount", "Accept a later end of an own duty", Examples.AcceptRecount, (body, now, fields) => ObligationOrders.Read(body, null, now, fields));
    }

    private async Task<IResult> AchievedAsync(string code, AchievedBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var subject = fields.Subject(body.Subject, "subject");
        var purpose = fields.Purpose(code, "code");
        var command = new AchievePurpose(clock.GetUtcNow(), purpose, fields.Instant(body.AchievedAt, "achievedAt"));
        fields.ThrowIfWrong();
        var outcome = await engine.ExecuteAsync(tenant.File(subject), idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        var done = (Outcome.Done)outcome;
        var view = await reader.ReadAsync(done.File, done.Version, cancellationToken);
        var owed = view.File.Obligations.Where(o => o.Purpose == purpose && o.Duty == Duty.DestroyPurposeAchieved).Select(o => RequestViews.Of(o, command.At));
        var status = done.Events.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        return Answers.Json(new AchievedAnswer(subject.Value, code, [.. owed]), ApiJson.Wire.AchievedAnswer, status: status);
    }

    private void Map<TBody>(RouteGroupBuilder v1, string action, string summary, string example, Func<TBody, DateTimeOffset, Fields, ObligationCommand> read) where TBody : class =>
        v1.MapPost("/subjects/{subject}/obligations/" + action, async (
                string subject, TBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken) =>
            {
                if (SubjectNames.Judge(subject) != SubjectNames.Verdict.Fit) return Problems.NotFound();
                var (fields, now) = (new Fields(), clock.GetUtcNow());
                var command = read(body, now, fields);
                fields.ThrowIfWrong();
                var file = tenant.File(new SubjectId(subject));
                if ((await reader.ReadAsync(file, null, cancellationToken)).File.Version == 0) return Problems.NotFound();
                var outcome = await engine.ExecuteAsync(file, idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
                if (Problems.Of(outcome) is { } problem) return problem;
                var view = await reader.ReadAsync(file, ((Outcome.Done)outcome).Version, cancellationToken);
                return Answers.Json(RequestViews.Of(view.File.Obligations.Single(o => o.Id == command.Obligation), now), ApiJson.Wire.ObligationAnswer);
            })
            .For(Scope.Dpo).Describe(summary, "Of a duty that no letter asked for; as the action of the same name of a request.", example, Examples.ObligationAnswer)
            .Produces<ObligationAnswer>();
}
