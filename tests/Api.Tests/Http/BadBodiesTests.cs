namespace Consent.Api.Tests.Http;

/// <summary>Every field of every body, spoilt in every way: a 4xx problem that names the field, and nothing written. The fields are read from the types.</summary>
public sealed class BadBodiesTests(OpenShop open) : IClassFixture<OpenShop>, IDisposable
{
    // What a client may leave out. All other fields are required wherever their parent is there.
    private static readonly Dictionary<Type, string[]> Optional = new()
    {
        [typeof(OperatorBody)] = ["timeZone", "contractTerms", "bans", "calendar", "measures", "rights", "deputy", "inn", "ogrn", "brand", "brand.accent", "brand.logo"],
        [typeof(CalendarBody)] = [],
        [typeof(PersonBody)] = [],
        [typeof(SignInProviderBody)] = ["secret", "rules", "rules[0].claim"],
        [typeof(SubjectLinkBody)] = ["expiresIn"],
        [typeof(MyWithdrawalBody)] = [],
        [typeof(MyRequestBody)] = [
            "demands[0].purposes", "demands[0].details", "applicant", "applicant.document", "applicant.document.issuedAt", "applicant.document.issuedBy", "applicant.contact", "applicant.signature", "applicant.minor",
            "applicant.representative", "applicant.representative.authority", "applicant.representative.validUntil", "applicant.representative.role", "relation", "content", "replyBy", "signature"],
        [typeof(SignatureBody)] = [],
        [typeof(TrustedRootsBody)] = ["certificates"],
        [typeof(PersonScopesBody)] = [],
        [typeof(RevokeSessionsBody)] = ["session"],
        [typeof(KeyBody)] = ["expiresAt", "addresses"],
        [typeof(RotateBody)] = ["overlap", "expiresAt"],
        [typeof(RevokeBody)] = ["reason"],
        [typeof(IdentityProviderBody)] = ["metadata", "keysAt", "keys", "roleClaim", "subjectClaim", "enabled"],
        [typeof(PurposeBody)] = ["title.en", "recipients", "retention", "retention.article", "writtenForm", "advertising", "distribution", "processors", "crossBorder", "crossBorder[0].recipient", "methods", "source"],
        [typeof(TextBody)] = ["locale", "reconsent"],
        [typeof(ConsentBody)] = [
            "decision", "givenAt", "expiresAt", "evidence.ip", "evidence.userAgent", "evidence.page", "evidence.signature", "evidence.representative", "evidence.shown",
            "evidence.shown.textSha256", "evidence.shown.boxes", "evidence.shown.boxes[0].tickedByDefault", "evidence.shown.separate", "evidence.document"],
        [typeof(WithdrawalBody)] = ["receivedAt"],
        [typeof(GroundBody)] = ["until"],
        [typeof(ChecksBody)] = ["checks[0]", "checks[0].id", "checks[0].subject", "checks[0].purpose"],
        [typeof(RequestBody)] = [
            "demands[0].purposes", "demands[0].details", "demands[0].duties", "demands[0].dueOn", "subject", "applicant.signature", "applicant.minor",
            "applicant.representative.validUntil", "applicant.representative.role", "proof", "replyBy", "applicant.document", "applicant.document.issuedAt", "applicant.document.issuedBy", "applicant.contact",
            "applicant.representative", "applicant.representative.authority", "relation", "receivedAt", "content"],
        [typeof(AcknowledgeBody)] = ["by"],
        [typeof(ConfirmIdentityBody)] = ["evidence"],
        [typeof(AskParticularsBody)] = ["what", "text"],
        [typeof(ReceiveParticularsBody)] = ["demand", "what", "receivedAt"],
        [typeof(AssignBody)] = [],
        [typeof(ExtendBody)] = ["demand"],
        [typeof(ProvideDataBody)] = ["demand", "items[0].source"],
        [typeof(AnswerBody)] = ["text", "partly", "by", "assembled", "sentAt"],
        [typeof(RefuseBody)] = ["by", "sentAt"],
        [typeof(RectifyBody)] = ["demand", "what"],
        [typeof(LiftBlockBody)] = ["demand", "reason"],
        [typeof(FindUnlawfulnessBody)] = ["demand", "foundAt"],
        [typeof(FulfilBody)] = ["doneAt", "evidence"],
        [typeof(ReleaseBody)] = [],
        [typeof(PostponeDestructionBody)] = [],
        [typeof(AcceptRecountBody)] = [],
        [typeof(WithdrawBody)] = ["reason"],
        [typeof(CloseBody)] = ["note"],
        [typeof(ReopenBody)] = ["demand"],
        [typeof(NameSubjectBody)] = [],
        [typeof(ComplaintBody)] = ["reference"],
        [typeof(AchievedBody)] = ["achievedAt"],
        [typeof(NoteBody)] = ["public"],
        [typeof(SearchBody)] = ["email", "phone", "document"],
        [typeof(AssignManyBody)] = [],
        [typeof(ViewBody)] = [],
        [typeof(RotateRingBody)] = ["fileKeys"],
    };

    // Words of any length up to what the law's papers need.
    private static readonly string[] Long = ["body", "content", "text", "demands[0].details", "note", "evidence", "reason", "what", "grounds", "items[0].value", "cms", "signature.content", "signature.cms"];

    private static readonly string[] Dates = ["calendar[0].date", "days[0].date", "demands[0].dueOn", "applicant.representative.validUntil"];

    private static readonly string[] Instants = ["givenAt", "expiresAt", "receivedAt", "from", "until", "effectiveFrom", "sentAt", "doneAt", "foundAt", "achievedAt"];

    private static readonly string[] AbsurdInstants =
    [
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "1989-12-31T23:59:59Z", "2150-01-02T00:00:00Z", "2026-13-45T00:00:00Z",
        "2026-10-12T09:00:00", "2026-10-12T25:00:00Z", "0001-01-01", "9999-12-31", "2026-02-30", "12.10.2026", "-2026-10-12T09:00:00Z", "2026-10-12T09:00:00+99:00", "now", "1760260000", " ",
    ];

    public static TheoryData<string> Routes => [.. Route.All.Where(route => route.Body is not null).Select(route => route.ToString())];

    private int _cases;

    public void Dispose() => Amount.Report($"{_cases} cases");

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_field_of_the_type_is_in_the_valid_body_and_the_valid_body_is_accepted(string name)
    {
        var (route, type) = Find(name);
        var target = await route.MakeAsync(open.Shop);
        var body = JsonNode.Parse(route.Body!(target, Route.NewWord()))!;
        foreach (var field in BodyShape.FieldsOf(type)) Assert.True(BodyShape.Find(body, field.Path) is not null, $"{name}: the example has no {field.Name}");
        (await Client(route).SendAsync(new HttpMethod(route.Method), route.PathOf(open.Shop, target), body.ToJsonString())).Must(route.IsInstallations ? route.Installation : route.Ok);
        Assert.Superset(Optional[type].ToHashSet(), BodyShape.FieldsOf(type).Select(field => field.Name).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_value_of_another_kind_is_refused(string name)
    {
        foreach (var (route, field) in Fields(name))
            foreach (var json in OfAnotherKind(field))
                await RefusedAsync(route, field, json);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_field_that_is_not_there_or_null_is_refused_where_it_is_required(string name)
    {
        var (_, type) = Find(name);
        foreach (var (route, field) in Fields(name))
            foreach (var json in field.Path[^1] == "[0]" ? ["null"] : (string?[])[null, "null"])
                if (Optional[type].Contains(field.Name)) await AcceptedAsync(route, field, json);
                else await RefusedAsync(route, field, json);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Empty_text_is_refused_where_text_is_required_and_never_breaks(string name)
    {
        var (_, type) = Find(name);
        foreach (var (route, field) in Fields(name).Where(pair => pair.Field.IsText))
            foreach (var json in (string[])["\"\"", "\"  \""])
                if (Optional[type].Contains(field.Name)) await SurvivedAsync(route, field, json);
                else await RefusedAsync(route, field, json);
        foreach (var (route, field) in Fields(name).Where(pair => pair.Field.IsList))
            if (Optional[type].Contains(field.Name)) await AcceptedAsync(route, field, "[]");
            else await RefusedAsync(route, field, "[]");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Text_that_no_field_can_hold_is_refused(string name)
    {
        foreach (var (route, field) in Fields(name).Where(pair => pair.Field.IsText))
        {
            if (field.Name.StartsWith("checks[0]", StringComparison.Ordinal)) continue;
            await RefusedAsync(route, field, "\"a\\u0000b\"");
            await RefusedAsync(route, field, "\"a\\u0007b\"");
            await RefusedAsync(route, field, "\"a\\u0085b\"");
            await RefusedAsync(route, field, $"\"{new string('a', 250_000)}\"");
            if (!Long.Contains(field.Name)) await RefusedAsync(route, field, $"\"{new string('a', 10_001)}\"");
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Half_a_character_is_refused(string name)
    {
        foreach (var (route, field) in Fields(name).Where(pair => !pair.Field.IsList && !pair.Field.IsObject))
            foreach (var half in (string[])["\"\\ud800\"", "\"a\\udc00b\"", "\"\\ud800\\ud800\""])
                await RefusedAsync(route, field, half);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task An_absurd_date_is_refused(string name)
    {
        foreach (var (route, field) in Fields(name).Where(pair => Instants.Contains(pair.Field.Name) || Dates.Contains(pair.Field.Name)))
            foreach (var absurd in AbsurdInstants)
                await RefusedAsync(route, field, $"\"{absurd}\"");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_field_that_the_contract_does_not_have_is_refused_at_every_depth(string name)
    {
        var (route, type) = Find(name);
        string[][] objects = [[], .. BodyShape.FieldsOf(type).Where(field => field.IsObject).Select(field => field.Path)];
        foreach (var at in objects)
            foreach (var unknown in (string[])["colour", "SUBJECT", "$type", "__proto__"])
                await SendAsync(route, body => BodyShape.With(body, [.. at, unknown], "1"), 400, new BodyField([.. at, unknown], typeof(object)).Name);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_property_given_twice_is_refused(string name)
    {
        foreach (var (route, field) in Fields(name).Where(pair => pair.Field.Path[^1] != "[0]"))
            await SendAsync(route, body => BodyShape.WithTwice(body, field.Path), 400, field.Name);
    }

    private static IEnumerable<(Route Route, BodyField Field)> Fields(string name)
    {
        var (route, type) = Find(name);
        return BodyShape.FieldsOf(type).Select(field => (route, field));
    }

    private static (Route Route, Type Body) Find(string name)
    {
        var route = Route.All.Single(row => row.ToString() == name);
        return (route, Optional.Keys.Single(type => type.Name == BodyOf(route)));
    }

    private static string BodyOf(Route route) => route.Pattern.Split('/')[^1] switch
    {
        _ when route.Pattern == "/v1/me/requests" => nameof(MyRequestBody),
        _ when route.Pattern == "/v1/me/withdrawals" => nameof(MyWithdrawalBody),
        _ when route.Pattern == "/v1/admin/key-ring/rotate" => nameof(RotateRingBody),
        "{id}" => nameof(OperatorBody),
        "people" => nameof(PersonBody),
        "{person}" => nameof(PersonScopesBody),
        "{code}" => nameof(PurposeBody),
        "{view}" => nameof(ViewBody),
        "{year}" => nameof(CalendarBody),
        var word => Optional.Keys.Select(type => type.Name).First(name => name == Pascal(word) + "Body" || name == Pascal(word).TrimEnd('s') + "Body"),
    };

    private static string Pascal(string kebab) => string.Concat(kebab.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string[] OfAnotherKind(BodyField field) => field switch
    {
        { Type: var type } when type == typeof(RetentionBody) => ["5", "true", "[]"],
        { IsObject: true } => ["5", "true", "[]", "\"x\""],
        { IsList: true } => ["5", "true", "{}", "\"x\""],
        { IsText: true } => ["5", "true", "{}", "[]", "1e400"],
        { Type: var type } when type == typeof(bool) => ["5", "\"yes\"", "{}", "[]", "0"],
        { Type: var type } when type == typeof(int) => ["\"x\"", "true", "{}", "[]", "1.5", "1e400", "99999999999999999999", "-99999999999999999999"],
        { Type: var type } when type == typeof(DateTimeOffset) => ["5", "true", "{}", "[]"],
        { Type: var type } when type == typeof(Domain.TextVersion) => ["1.5", "true", "{}", "[]", "99999999999999999999", "1e400"],
        { Type: var type } when type == typeof(PurposesOrAll) => ["5", "true", "{}", "\"some\"", "[5]", "[[]]", "[null]"],
        _ => throw new InvalidOperationException($"No bad values for {field.Type}."),
    };

    private Task RefusedAsync(Route route, BodyField field, string? json) => SendAsync(route, body => BodyShape.With(body, field.Path, json), 400, field.Name);

    private Task AcceptedAsync(Route route, BodyField field, string? json) => SendAsync(route, body => BodyShape.With(body, field.Path, json), 200, field.Name);

    private Task SurvivedAsync(Route route, BodyField field, string? json) => SendAsync(route, body => BodyShape.With(body, field.Path, json), 0, field.Name);

    // 400: refused by that field; 200: accepted; 0: one of the two.
    private async Task SendAsync(Route route, Func<JsonNode, string> spoil, int expected, string field)
    {
        _cases++;
        var target = route.Pattern.Contains("{number}", StringComparison.Ordinal) || route.Pattern.Contains("/obligations/", StringComparison.Ordinal) || route.Make is not null
            ? await route.MakeAsync(open.Shop) : new Target("c-1", "", "");
        var text = spoil(JsonNode.Parse(route.Body!(target, Route.NewWord()))!);
        var before = open.Service.Written;
        var answer = await Client(route).SendAsync(new HttpMethod(route.Method), route.PathOf(open.Shop, target), text);
        var what = $"{route}, {field}: {(text.Length > 1500 ? text[..300] + "…" : text)}\n{answer.Status} {answer.Body}";
        if (expected == 200 || (expected == 0 && answer.Status < 300))
        {
            Assert.True(answer.Status is 200 or 201, what);
            return;
        }

        Assert.True(answer is { Status: 400 or 422, MediaType: "application/problem+json" }, what);
        Assert.True(answer.Errors.Any(error => error.Key == field || error.Key.StartsWith(field + "[", StringComparison.Ordinal) || error.Key.StartsWith(field + ".", StringComparison.Ordinal)), what);
        Assert.True(open.Service.Written == before, "Something was written. " + what);
    }

    private ApiClient Client(Route route) => route.ClientOf(open.Shop);
}
