using System.Collections.Concurrent;

namespace Consent.Api.Tests.Check;

/// <summary>One sequence of steps by its seed: everything it does it does to the service and to the model, and after each step every answer is compared.</summary>
internal sealed partial class RandomLife
{
    private static readonly DateTimeOffset Start = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Asked = [.. ModelCatalogue.Purposes, "ghost"];

    private readonly Shop _shop;
    private readonly ManualClock _clock;
    private readonly Random _random;
    private readonly string _name;
    private readonly string[] _subjects;
    private readonly ConcurrentDictionary<string, int> _reasons;
    private readonly ModelCatalogue _catalogue = new();
    private readonly Dictionary<string, PersonModel> _people;
    private readonly Dictionary<string, long> _versions = [];
    private readonly List<string> _done = [];

    /// <param name="reasons">Every reason the service gave, counted.</param>
    public RandomLife(Shop shop, ManualClock clock, int seed, ConcurrentDictionary<string, int> reasons)
    {
        (_shop, _clock, _random, _name, _reasons) = (shop, clock, new Random(seed), FormattableString.Invariant($"q{seed}"), reasons);
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
        _reasons.AddOrUpdate(actual.Item2, 1, (_, count) => count + 1);
        var version = answer["version"]!.GetValue<long>();
        if (version < _versions.GetValueOrDefault(subject)) return $"{subject} has gone back from version {_versions[subject]} to {version}";
        _versions[subject] = version;
        return actual == expected ? null : $"{subject}, {purpose} at {Text(Now)}: the model says {expected}, the service {actual}";
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
