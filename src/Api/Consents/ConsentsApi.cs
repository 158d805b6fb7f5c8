using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Recording consents, refusals and other grounds: <c>/v1/consents</c>, <c>/v1/grounds</c>.</summary>
internal sealed class ConsentsApi(IEngine engine, FileReader reader, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/consents", PostAsync).For(Scope.Service, Scope.Dpo)
            .Describe("Record a consent", "Subject × purpose × text version, with its evidence (ст. 9). Giving again what stands answers 200 with what stands.", Examples.Consent, Examples.ConsentAnswer)
            .Produces<ConsentAnswer>(StatusCodes.Status201Created).Produces<ConsentAnswer>();
        v1.MapPost("/grounds", PostGroundAsync).For(Scope.Service, Scope.Dpo)
            .Describe("Record another ground", "A basis other than consent for one subject and purpose (ст. 6 ч. 1 п. 2–11) with its period.", Examples.Ground, Examples.GroundAnswer)
            .Produces<GroundAnswer>(StatusCodes.Status201Created).Produces<GroundAnswer>();
    }

    private async Task<IResult> PostAsync(
        ConsentBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var (subject, command) = Read(body, clock.GetUtcNow());
        var outcome = await engine.ExecuteAsync(tenant.File(subject), idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        switch (outcome)
        {
            case Outcome.Done { Events: [ConsentGiven given, ..] } done:
                return Answer(Of(subject, new Given(done.FirstVersion, given.Purpose, given.Text, given.At, given.ExpiresAt)), StatusCodes.Status201Created);
            case Outcome.Done { Events: [ConsentRefused refused, ..] } done:
                return Answer(Of(subject, new Refused(done.FirstVersion, refused.Purpose, refused.Text, refused.At)), StatusCodes.Status201Created);
            case Outcome.Done done:
                var view = await reader.ReadAsync(done.File, done.Version, cancellationToken);
                return Answer(Of(subject, view.File.Consents.Last(consent => consent.Purpose == command.Purpose)), StatusCodes.Status200OK);
            default:
                throw new InvalidOperationException($"No answer for {outcome.GetType().Name}.");
        }

        static IResult Answer(ConsentAnswer answer, int status) => Answers.Json(answer, ApiJson.Wire.ConsentAnswer, status: status);
    }

    private async Task<IResult> PostGroundAsync(
        GroundBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var subject = fields.Subject(body.Subject, "subject");
        if (body.From is null) fields.Wrong("from", "FieldRequired");
        var command = new RecordGround(
            clock.GetUtcNow(),
            fields.Purpose(body.Purpose, "purpose"),
            fields.Word<LawfulBasis>(body.Basis, "basis"),
            fields.RequiredPersonal(body.Reference, "reference", 500),
            fields.InstantOrDate(body.From, "from", tenant.Rules, isEnd: false) ?? default,
            fields.InstantOrDate(body.Until, "until", tenant.Rules, isEnd: true));
        fields.ThrowIfWrong();

        var outcome = await engine.ExecuteAsync(tenant.File(subject), idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        var done = (Outcome.Done)outcome;
        var view = await reader.ReadAsync(done.File, done.Version, cancellationToken);
        var ground = view.File.Grounds.Last(g => (g.Purpose, g.Basis, g.From, g.Until) == (command.Purpose, command.Basis, command.From, command.Until));
        var status = done.Events.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        return Answers.Json(Of(subject, ground), ApiJson.Wire.GroundAnswer, status: status);
    }

    public static ConsentAnswer Of(SubjectId subject, ConsentRecord record)
    {
        var id = RecordIds.Of(subject, record.Id);
        return new ConsentAnswer(
            id, StatusOf(record), subject.Value, record.Purpose.Value, record.Text, record.GivenAt,
            (record as Given)?.ExpiresAt, record is Refused ? null : $"/v1/consents/{id}/receipt");
    }

    public static GroundAnswer Of(SubjectId subject, Ground ground) => new(
        RecordIds.Of(subject, ground.Id), subject.Value, ground.Purpose.Value, Words.Of(ground.Basis), LawfulBases.ArticleOf(ground.Basis), ground.From, ground.Until);

    public static string StatusOf(ConsentRecord record) => record switch
    {
        Given => "given",
        Refused => "refused",
        Withdrawn => "withdrawn",
        Expired => "expired",
        Superseded => "superseded",
        _ => throw new InvalidOperationException($"No word for {record.GetType().Name}."),
    };

    private static (SubjectId Subject, ConsentCommand Command) Read(ConsentBody body, DateTimeOffset now)
    {
        var fields = new Fields();
        var subject = fields.Subject(body.Subject, "subject");
        var purpose = fields.Purpose(body.Purpose, "purpose");
        var text = fields.Required(body.Text, "text");
        if (text is not null && text.Version is null) fields.Wrong("text.version", "FieldRequired");
        var reference = new TextRef(text is null ? "" : string.Intern(fields.Code(text.Code, "text.code")), text?.Version ?? default);
        var givenAt = fields.Instant(body.GivenAt, "givenAt") ?? now;
        var expiresAt = fields.Instant(body.ExpiresAt, "expiresAt");
        var evidence = Read(fields.Required(body.Evidence, "evidence"), fields);
        if (body.Decision is not (null or "given" or "refused")) fields.Wrong("decision", "FieldNotWord", "given, refused");
        fields.ThrowIfWrong();
        return (subject, body.Decision == "refused"
            ? new RefuseConsent(now, purpose, reference, givenAt, evidence)
            : new GiveConsent(now, purpose, reference, givenAt, expiresAt, evidence));
    }

    private static Evidence Read(EvidenceBody? body, Fields fields) => new(
        body is null ? "" : fields.Code(body.Channel, "evidence.channel"),
        fields.Personal(body?.Ip, "evidence.ip", 64),
        fields.Personal(body?.UserAgent, "evidence.userAgent", 1000),
        fields.Personal(body?.Page, "evidence.page", 2000),
        fields.OptionalWord<SignatureKind>(body?.Signature, "evidence.signature") ?? SignatureKind.None,
        body?.Representative is { } representative
            ? new RepresentativeEvidence(
                fields.RequiredPersonal(representative.Name, "evidence.representative.name", 300),
                fields.RequiredPersonal(representative.Authority, "evidence.representative.authority", 500))
            : null,
        body?.Shown is { } shown ? Read(shown, fields) : null,
        fields.Personal(body?.Document, "evidence.document", 500));

    private static ShownForm Read(ShownBody body, Fields fields)
    {
        if (body.TextSha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit))) fields.Wrong("evidence.shown.textSha256", "FieldNotHash");
        if (body.Boxes?.Count > 100) fields.Wrong("evidence.shown.boxes", "FieldTooMany", 100);
        return new ShownForm(
            body.TextSha256?.ToLowerInvariant(),
            [.. (body.Boxes ?? []).Select((box, i) => new ShownBox(
                fields.Purpose(box?.Purpose, $"evidence.shown.boxes[{i}].purpose"), box?.TickedByDefault ?? false))],
            body.Separate ?? true);
    }
}
