using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>«May this person's data be processed for this purpose, now?»: <c>/v1/check</c>, <c>/v1/checks</c>.</summary>
internal static class CheckApi
{
    private const int MaxChecks = 1000;
    private static readonly TimeSpan WaitForVersion = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/check", GetAsync).For(Scope.Service, Scope.Dpo)
            .Describe("Check", "Over consents, grounds, restrictions and destruction together; the least permissive wins. `at` asks about another instant, `atLeast` for a version not older.", null, Examples.Check)
            .Produces<CheckResult>();
        v1.MapPost("/checks", PostAsync).For(Scope.Service, Scope.Dpo)
            .Describe("Check many", "At most 1000; the results are in the order asked, an item that cannot be answered says why.", Examples.Checks, Examples.ChecksAnswer)
            .Produces<ChecksAnswer>();
    }

    private static async ValueTask<IResult> GetAsync(
        string? subject, string? purpose, string? at, string? atLeast, Tenant tenant, IEngine engine, FileReader reader, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var file = tenant.File(fields.Subject(subject, "subject"));
        var code = new PurposeCode(fields.Code(purpose, "purpose"));
        var now = clock.GetUtcNow();
        var instant = fields.Instant(at, "at") ?? now;
        var version = fields.Long(atLeast, "atLeast");
        fields.ThrowIfWrong();

        var answer = await engine.CheckAsync(file, code, instant, cancellationToken);
        for (var waited = TimeSpan.Zero; version > answer.Version; waited += LookAgain)
        {
            if (waited >= WaitForVersion) return Problems.Of(new VersionNotReached(answer.Version, version.Value));
            await Task.Delay(LookAgain, cancellationToken);
            answer = await engine.CheckAsync(file, code, instant, cancellationToken);
        }

        // The past is asked of the events in effect then; what is held open knows the present and what follows from it.
        if (instant < now) answer = ProcessingCheck.Answer(await reader.AsOfAsync(file, instant, cancellationToken), code, tenant.Rules.Catalogue, instant);
        return Answers.Json(
            new CheckResult(answer.Allowed, answer.Reason, answer.Basis, answer.Article, answer.ValidUntil, now, answer.Version), ApiJson.Wire.CheckResult);
    }

    private static async Task<IResult> PostAsync(ChecksBody body, Tenant tenant, IEngine engine, TimeProvider clock, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var checks = body.Checks ?? [];
        if (checks.Count == 0) fields.Wrong("checks", "FieldRequired");
        if (checks.Count > MaxChecks) fields.Wrong("checks", "FieldTooMany", MaxChecks);
        fields.ThrowIfWrong();

        var now = clock.GetUtcNow();
        var results = new CheckItem[checks.Count];
        for (var i = 0; i < results.Length; i++) results[i] = await AnswerAsync(checks[i], tenant, engine, now, cancellationToken);
        return Answers.Json(new ChecksAnswer(results), ApiJson.Wire.ChecksAnswer);
    }

    private static async ValueTask<CheckItem> AnswerAsync(
        CheckItemBody? item, Tenant tenant, IEngine engine, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var fields = new Fields();
            var subject = fields.Subject(item?.Subject, "subject");
            var purpose = fields.Code(item?.Purpose, "purpose");
            fields.OptionalText(item?.Id, "id", 200);
            fields.ThrowIfWrong();
            var answer = await engine.CheckAsync(tenant.File(subject), new PurposeCode(purpose), now, cancellationToken);
            return new CheckItem(item!.Id, answer.Allowed, answer.Reason, answer.Basis, answer.Article, answer.ValidUntil, now, answer.Version, null);
        }
        catch (InvalidRequestException invalid)
        {
            var (field, what) = invalid.Errors.First();
            return Failed(item, new CheckItemError(Problems.TypeOf("Malformed"), what[0], field));
        }
        catch (RefusedException refused)
        {
            var name = refused.Refusal.GetType().Name;
            return Failed(item, new CheckItemError(Problems.TypeOf(name), Texts.Get(name + ".detail"), refused.Refusal.Field!));
        }
        catch (Storage.JournalDamagedException)
        {
            return Failed(item, new CheckItemError(Problems.TypeOf("JournalDamaged"), Texts.Get("JournalDamaged.detail"), "subject"));
        }
    }

    private static CheckItem Failed(CheckItemBody? item, CheckItemError error) =>
        new(item?.Id is { Length: <= 200 } id ? id : null, null, null, null, null, null, null, null, error);
}
