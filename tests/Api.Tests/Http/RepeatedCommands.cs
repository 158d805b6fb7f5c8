using System.Collections.Concurrent;
using Consent.Domain;

namespace Consent.Api.Tests.Http;

/// <summary>Commands under keys, each sent once to three times, late and out of order; every key marks what it does, so that effects can be counted in the journal.</summary>
internal sealed class RepeatedCommands(Shop shop, int seed)
{
    private const int Subjects = 200;
    private const int Window = 400;

    private readonly Random _random = new(seed);
    private readonly List<string> _numbers = [];
    private readonly ConcurrentDictionary<string, ConcurrentBag<Answer>> _answers = new();

    private sealed record Command(string Key, string Kind, ApiClient Client, string Path, string Body);

    /// <summary>What was promised and not kept; empty when all was.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(int sends)
    {
        for (var i = 0; i < 20; i++) _numbers.Add(await shop.RegisterAsync(Shop.Request($"noted-{i}")));
        var order = new List<(double At, Command Command)>();
        for (var i = 0; order.Count < sends; i++)
        {
            var command = Next(i);
            for (var copies = _random.Next(1, 4); copies > 0 && order.Count < sends; copies--) order.Add((order.Count + _random.NextDouble() * Window, command));
        }

        await Parallel.ForEachAsync(
            order.OrderBy(send => send.At).Select(send => send.Command),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (command, _) => _answers.GetOrAdd(command.Key, []).Add(await command.Client.PostAsync(command.Path, command.Body, command.Key)));
        return [.. Violations(order.Select(send => send.Command).DistinctBy(command => command.Key), await shop.OpenedAsync())];
    }

    private Command Next(int i)
    {
        var key = $"r12-{seed}-{i}";
        var subject = $"s-{_random.Next(Subjects)}";
        return _random.Next(10) switch
        {
            < 4 => new Command(key, "consent", shop.Front, "/v1/consents", Shop.Consent(subject, _random.Next(2) == 0 ? "newsletter" : "profile", evidence: $"\"channel\": \"web\", \"page\": \"{key}\"")),
            < 6 => new Command(key, "withdrawal", shop.Front, "/v1/withdrawals", Shop.Withdrawal(subject)),
            < 8 => new Command(key, "ground", shop.Front, "/v1/grounds", Shop.Ground(subject, from: $"2026-0{_random.Next(1, 9)}-01").Replace("договор № 17", key, StringComparison.Ordinal)),
            < 9 => new Command(key, "request", shop.Dpo, "/v1/requests", Shop.Request(_random.Next(2) == 0 ? null : subject, extra: $", \"content\": \"{key}\"")),
            _ => new Command(key, "note", shop.Dpo, $"/v1/requests/{_numbers[_random.Next(_numbers.Count)]}/note", $$"""{"text": "{{key}}"}"""),
        };
    }

    private IEnumerable<string> Violations(IEnumerable<Command> commands, IReadOnlyList<Storage.Entry> entries)
    {
        var events = entries.Select(entry => entry.Event).ToList();
        var effects = events.Select(MarkOf).OfType<string>().CountBy(mark => mark).ToDictionary();
        var withdrawals = 0;
        foreach (var command in commands)
        {
            var answers = _answers[command.Key];
            foreach (var answer in answers.Where(answer => answer.Status is not (200 or 201 or 409))) yield return $"{command.Key}: {answer.Status} {answer.Body}";
            var done = answers.Where(answer => answer.Status < 300).ToList();
            if (done.Select(answer => (answer.Status, answer.Body)).Distinct().Count() > 1) yield return $"{command.Key}: {command.Kind} has two answers";
            if (command.Kind == "withdrawal")
            {
                withdrawals += done.Count > 0 ? 1 : 0;
                continue;
            }

            var expected = done.Count == 0 || (command.Kind is "consent" or "ground" && done.All(answer => answer.Status == 200)) ? 0 : 1;
            if (effects.GetValueOrDefault(command.Key) != expected) yield return $"{command.Key}: {command.Kind} has {effects.GetValueOrDefault(command.Key)} effects, not {expected}";
        }

        var registered = events.OfType<RequestReceived>().Count(received => received.Demands[0].Kind == DemandKind.Withdrawal);
        if (registered != withdrawals) yield return $"{withdrawals} withdrawals were sent and {registered} are registered";
    }

    private static string? MarkOf(FileEvent happened) => happened switch
    {
        ConsentGiven given => given.Evidence.Page?.Value,
        GroundRecorded recorded => recorded.Reference.Value,
        RequestReceived received => received.Content?.Value,
        RequestNoted noted => noted.Text.Value,
        _ => null,
    };
}
