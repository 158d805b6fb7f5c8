namespace Consent.Api.Tests.Check;

/// <summary>One sequence of steps by its seed: everything it does it does to the service and to the model, and after each step every answer is compared.</summary>
internal sealed class RandomLife
{
    private static readonly DateTimeOffset Start = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Kinds = ["stop-processing", "stop-marketing", "stop-distribution", "withdrawal", "access", "other", "authority-inquiry"];
    private static readonly string[] BlockingKinds = ["blocking", "rectification", "destruction", "unlawful-processing"];
    private static readonly string[] Bases = ["contract", "law", "legitimate-interest", "consent"];
    private static readonly string[] Asked = [.. ModelCatalogue.Purposes, "ghost"];
    private static readonly TimeSpan[] Steps = [TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3), TimeSpan.FromHours(5), TimeSpan.FromDays(1), TimeSpan.FromDays(9)];

    private readonly Shop _shop;
    private readonly ManualClock _clock;
    private readonly Random _random;
    private readonly string _name;
    private readonly string[] _subjects;
    private readonly ModelCatalogue _catalogue = new();
    private readonly Dictionary<string, PersonModel> _people;
    private readonly Dictionary<string, long> _versions = [];
    private readonly List<string> _done = [];

    public RandomLife(Shop shop, ManualClock clock, int seed)
    {
        (_shop, _clock, _random, _name) = (shop, clock, new Random(seed), FormattableString.Invariant($"q{seed}"));
        _subjects = [_name + "-a", _name + "-b"];
        _people = _subjects.ToDictionary(subject => subject, _ => new PersonModel(_catalogue));
    }

    private DateTimeOffset Now => _clock.Now;

    private string Form => _name + "-form";

    private string PublicForm => _name + "-public";

    /// <summary>What differed, after the steps that led there, the shortest failing beginning of the sequence; null when nothing did.</summary>
    public async Task<string?> RunAsync(int steps)
    {
        _clock.Set(Start);
        await PublishAsync(Form, ["newsletter", "profile"], "none", Now);
        await PublishAsync(PublicForm, ["public-page"], "none", Now);
        for (var i = 0; i < steps; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            if ((await StepAsync() ?? await CompareAllAsync()) is { } difference) return $"{string.Join('\n', _done.Select((step, n) => $"{n + 1,3}. {step}"))}\n→ {difference}";
        }

        return null;
    }

    private Task<string?> StepAsync() => _random.Next(100) switch
    {
        < 26 => GiveAsync(),
        < 34 => RefuseAsync(),
        < 46 => WithdrawAsync(),
        < 56 => GroundAsync(),
        < 64 => PublishNextAsync(),
        < 74 => DemandAsync(Kinds[_random.Next(Kinds.Length)]),
        < 76 => DemandAsync(BlockingKinds[_random.Next(BlockingKinds.Length)]),
        < 88 => PassAsync(),
        _ => AskAheadAsync(),
    };

    private async Task<string?> GiveAsync()
    {
        var (subject, purpose) = (Subject(), Asked[_random.Next(Asked.Length)]);
        var (code, version) = AnyText(purpose);
        var isLate = _random.Next(5) == 0 && !_people[subject].HasEnded(purpose, Now);
        var givenAt = isLate ? Now.AddSeconds(-_random.Next(1, 500)) : Now;
        DateTimeOffset? ends = _random.Next(3) == 0 ? givenAt.AddHours(_random.Next(-1, 400)) : null;
        var extra = (isLate ? $", \"givenAt\": \"{Text(givenAt)}\"" : "") + (ends is { } e ? $", \"expiresAt\": \"{Text(e)}\"" : "");
        return await SendAsync(
            $"{subject} agrees to {purpose} by {code} {version}{extra}", "/v1/consents", Shop.Consent(subject, purpose, Number(version), extra, text: code),
            _people[subject].Give(purpose, code, version, givenAt, ends));
    }

    private async Task<string?> RefuseAsync()
    {
        var (subject, purpose) = (Subject(), ModelCatalogue.ByConsent[_random.Next(3)]);
        var (code, version) = AnyText(purpose);
        return await SendAsync(
            $"{subject} declines {purpose} by {code} {version}", "/v1/consents", Shop.Consent(subject, purpose, Number(version), ", \"decision\": \"refused\"", text: code),
            _people[subject].Refuse(purpose, code, version, Now));
    }

    private async Task<string?> WithdrawAsync()
    {
        var (subject, purposes) = (Subject(), SomePurposes());
        return await SendAsync(
            $"{subject} withdraws [{string.Join(' ', purposes)}]", "/v1/withdrawals", Shop.Withdrawal(subject, purposes.Length == 0 ? "\"all\"" : List(purposes)),
            _people[subject].Withdraw(purposes, Now));
    }

    private async Task<string?> GroundAsync()
    {
        var (subject, purpose, basis) = (Subject(), Asked[_random.Next(Asked.Length)], Bases[_random.Next(Bases.Length)]);
        var from = Now.AddHours(_random.Next(-200, 100));
        DateTimeOffset? until = _random.Next(2) == 0 ? from.AddHours(_random.Next(-5, 300)) : null;
        return await SendAsync(
            $"{subject} has {basis} for {purpose} from {Text(from)} until {until}", "/v1/grounds",
            Shop.Ground(subject, purpose, basis, Text(from), until is { } end ? $", \"until\": \"{Text(end)}\"" : ""), _people[subject].Ground(purpose, basis, from, until));
    }

    private async Task<string?> DemandAsync(string kind)
    {
        var purposes = SomePurposes();

        // A letter of nobody known stops nothing for anybody.
        var subject = _random.Next(5) == 0 ? null : Subject();
        var expected = subject is not null ? _people[subject].Demand(kind, purposes, Now) : purposes.Contains("ghost") ? 422 : 201;
        var body = Shop.Request(subject, kind).Replace($"\"{kind}\"", $"\"{kind}\", \"purposes\": {List(purposes)}", StringComparison.Ordinal);
        return await SendAsync($"{subject ?? "somebody"} demands {kind} [{string.Join(' ', purposes)}]", "/v1/requests", body, expected);
    }

    private async Task<string?> PublishNextAsync()
    {
        var isPublic = _random.Next(4) == 0;
        string[] purposes = isPublic ? ["public-page"] : _random.Next(3) switch { 0 => ["newsletter"], 1 => ["profile"], _ => ["newsletter", "profile"] };
        var reconsent = _random.Next(3) switch { 0 => "hard", 1 => "soft", _ => "none" };
        return await PublishAsync(isPublic ? PublicForm : Form, purposes, reconsent, _random.Next(3) == 0 ? Now.AddHours(_random.Next(1, 200)) : Now);
    }

    private async Task<string?> PublishAsync(string code, string[] purposes, string reconsent, DateTimeOffset from)
    {
        if (!_catalogue.Texts.TryGetValue(code, out var versions)) _catalogue.Texts[code] = versions = [];
        var text = new ModelText(versions.Count + 1, purposes, from, reconsent == "hard");
        versions.Add(text);
        return await SendAsync(
            $"{code} {text.Version} is published for [{string.Join(' ', purposes)}], {reconsent}, from {Text(from)}", "/v1/texts",
            Shop.Text(code, Number(text.Version), purposes, reconsent, Text(from), $"Редакция {text.Version}"), 201);
    }

    private Task<string?> PassAsync()
    {
        var by = Steps[_random.Next(Steps.Length)];
        _done.Add($"{by} pass");
        _clock.Advance(by);
        return Task.FromResult<string?>(null);
    }

    private async Task<string?> AskAheadAsync()
    {
        var (subject, purpose, at) = (Subject(), Asked[_random.Next(Asked.Length)], Now.AddHours(_random.Next(1, 500)));
        _done.Add($"asked about {subject}, {purpose} at {Text(at)}");
        var answer = (await _shop.CheckAsync(subject, purpose, "&at=" + Text(at))).Json;
        return Difference(subject, purpose, answer, _people[subject].Check(purpose, at));
    }

    private async Task<string?> SendAsync(string step, string path, string body, int expected)
    {
        _done.Add($"{Text(Now)} {step}");
        var answer = await (path switch { "/v1/texts" => _shop.Admin, "/v1/requests" => _shop.Dpo, _ => _shop.Front }).PostAsync(path, body);
        return answer.Status == expected ? null : $"{expected} was expected, not {answer.Status}: {answer.Body}";
    }

    private async Task<string?> CompareAllAsync()
    {
        var asked = (from subject in _subjects from purpose in Asked select (subject, purpose)).ToList();
        var items = string.Join(',', asked.Select(pair => $$"""{"subject": "{{pair.subject}}", "purpose": "{{pair.purpose}}"}"""));
        var answers = (await _shop.Front.PostAsync("/v1/checks", $$"""{"checks": [{{items}}]}""")).Must(200).Json["results"]!.AsArray();
        for (var i = 0; i < asked.Count; i++)
            if (Difference(asked[i].subject, asked[i].purpose, answers[i]!, _people[asked[i].subject].Check(asked[i].purpose, Now)) is { } difference) return difference;
        return null;
    }

    private string? Difference(string subject, string purpose, JsonNode answer, (bool Allowed, string Reason) expected)
    {
        var actual = (answer["allowed"]!.GetValue<bool>(), answer["reason"]!.GetValue<string>());
        var version = answer["version"]!.GetValue<long>();
        if (version < _versions.GetValueOrDefault(subject)) return $"{subject} has gone back from version {_versions[subject]} to {version}";
        _versions[subject] = version;
        return actual == expected ? null : $"{subject}, {purpose} at {Text(Now)}: the model says {expected}, the service {actual}";
    }

    private string Subject() => _subjects[_random.Next(2)];

    private string[] SomePurposes() => _random.Next(12) switch
    {
        < 4 => [],
        < 9 => [ModelCatalogue.Purposes[_random.Next(4)]],
        < 11 => ["newsletter", "public-page"],
        _ => ["ghost"],
    };

    // Mostly the newest one, which mostly covers the purpose; now and then one that does not exist.
    private (string Code, int Version) AnyText(string purpose)
    {
        var code = purpose == "public-page" ? PublicForm : Form;
        var newest = _catalogue.Texts[code].Count;
        return (code, _random.Next(3) == 0 ? _random.Next(1, newest + 2) : newest);
    }

    private static string List(string[] purposes) => $"[{string.Join(',', purposes.Select(purpose => $"\"{purpose}\""))}]";

    private static string Number(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
