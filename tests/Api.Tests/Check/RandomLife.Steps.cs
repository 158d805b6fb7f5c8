namespace Consent.Api.Tests.Check;

/// <summary>What may happen in a life, each step to the service and to the model.</summary>
internal sealed partial class RandomLife
{
    private static readonly string[] Kinds = ["stop-processing", "stop-marketing", "stop-distribution", "withdrawal", "access", "other", "authority-inquiry"];
    private static readonly string[] BlockingKinds = ["blocking", "rectification", "destruction", "unlawful-processing"];
    private static readonly string[] Bases = ["contract", "law", "legitimate-interest", "consent"];
    private static readonly TimeSpan[] Steps = [TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3), TimeSpan.FromHours(5), TimeSpan.FromDays(1), TimeSpan.FromDays(9)];

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
}
