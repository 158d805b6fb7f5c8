using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>«May this person's data be processed for this purpose, now?»: <c>/v1/check</c>, <c>/v1/checks</c>.</summary>
internal sealed class CheckApi(IEngine engine, FileReader reader, TimeProvider clock)
{
    private const int MaxChecks = 1000;
    private const int MaxIdLength = 200;
    private static readonly TimeSpan WaitForVersion = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/check", GetAsync).For(Scope.Service, Scope.Dpo).Unhurried().WithMetadata(new Microsoft.AspNetCore.Http.Timeouts.DisableRequestTimeoutAttribute())
            .Describe("Check", "Over consents, grounds, restrictions and destruction together; the least permissive wins. `at` asks about another instant, `atLeast` for a version not older.", null, Examples.Check)
            .Produces<CheckResult>();
        v1.MapPost("/checks", PostAsync).For(Scope.Service, Scope.Dpo).Unhurried()
            .Describe("Check many", "At most 1000; the results are in the order asked, an item that cannot be answered says why.", Examples.Checks, Examples.ChecksAnswer)
            .Produces<ChecksAnswer>();
    }

    private async ValueTask<IResult> GetAsync(
        string? subject, string? purpose, string? at, string? atLeast, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var file = tenant.File(fields.Subject(subject, "subject"));
        var code = new PurposeCode(fields.Code(purpose, "purpose"));
        var asked = fields.Instant(at, "at");
        var version = fields.Long(atLeast, "atLeast");
        fields.ThrowIfWrong();

        var now = clock.GetUtcNow();
        var answer = await engine.CheckAsync(file, code, asked ?? now, cancellationToken);
        for (var waited = TimeSpan.Zero; version > answer.Version; waited += LookAgain)
        {
            if (waited >= WaitForVersion) return Problems.Of(new VersionNotReached(answer.Version, version.Value));
            await Task.Delay(LookAgain, cancellationToken);
            now = clock.GetUtcNow();
            answer = await engine.CheckAsync(file, code, asked ?? now, cancellationToken);
        }

        // The past is asked of the events in effect then; what is held open knows the present and what follows from it.
        if (asked is { } past && past < now) answer = ProcessingCheck.Answer(await reader.AsOfAsync(file, past, cancellationToken), code, tenant.Rules.Catalogue, past);
        return Answers.Json(
            new CheckResult(answer.Allowed, answer.Reason, answer.Basis, answer.Article, answer.ValidUntil, now, answer.Version), ApiJson.Wire.CheckResult);
    }

    private async Task<IResult> PostAsync(ChecksBody body, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var checks = body.Checks ?? [];
        if (checks.Count == 0) fields.Wrong("checks", "FieldRequired");
        if (checks.Count > MaxChecks) fields.Wrong("checks", "FieldTooMany", MaxChecks);
        fields.ThrowIfWrong();

        var now = clock.GetUtcNow();
        var results = new CheckItem[checks.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var item = checks[i];
            try
            {
                var answering = CheckAsync(item, tenant, now, cancellationToken);
                var answer = answering.IsCompletedSuccessfully ? answering.Result : await answering;
                results[i] = new CheckItem(item!.Id, answer.Allowed, answer.Reason, answer.Basis, answer.Article, answer.ValidUntil, now, answer.Version, null);
            }
            catch (Exception failure) when (ErrorOf(failure) is { } error)
            {
                results[i] = new CheckItem(item?.Id is { Length: <= MaxIdLength } id ? id : null, null, null, null, null, null, null, null, error);
            }
        }

        return Answers.Json(new ChecksAnswer(results), ApiJson.Wire.ChecksAnswer);
    }

    private ValueTask<CheckAnswer> CheckAsync(CheckItemBody? item, Tenant tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var subject = fields.Subject(item?.Subject, "subject");
        var purpose = fields.Code(item?.Purpose, "purpose");
        fields.OptionalText(item?.Id, "id", MaxIdLength);
        fields.ThrowIfWrong();
        return engine.CheckAsync(tenant.File(subject), new PurposeCode(purpose), now, cancellationToken);
    }

    // What is wrong with one item is told in its place; null where it is wrong with the whole.
    private static CheckItemError? ErrorOf(Exception failure) => failure switch
    {
        InvalidRequestException invalid => Error("Malformed", invalid.Errors.First().Key, invalid.Errors.First().Value[0]),
        RefusedException { Refusal: { } refusal } => Error(refusal.GetType().Name, refusal.Field!),
        Storage.JournalDamagedException => Error("JournalDamaged", "subject"),
        _ => null,
    };

    private static CheckItemError Error(string name, string field, string? detail = null) =>
        new(Problems.TypeOf(name), detail ?? Texts.Get(name + ".detail"), field);
}
