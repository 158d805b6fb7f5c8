using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api.Tests.Check;

/// <summary>Class R18 of the plan of faults: the service against a model of «may this person's data be processed», by random sequences of steps.</summary>
public sealed class RandomLivesTests
{
    private const int Hosts = 4;
    private const int Steps = 50;

    private static readonly int Sequences = Amount.Of("CONSENT_R18_SEQUENCES", 500);

    // One sequence again: CONSENT_R18_SEED=17.
    private static readonly int OneSeed = Amount.Of("CONSENT_R18_SEED", 0);

    [Fact]
    public async Task The_service_answers_as_the_model_does()
    {
        var (sequences, failure, reasons) = await RunAsync(engine => engine);
        Amount.Report(string.Join(", ", reasons.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Key} {reason.Value}")));
        Assert.True(failure is null, failure);
        Amount.Report(FormattableString.Invariant($"R18: {sequences} sequences of {Steps} steps, no difference, the rate is below {3.0 / sequences:P2} of sequences with 95 %."));

        // A run that has not met every reason proves little; two have no way to come about over HTTP yet.
        if (sequences > 100) Assert.Equal(Storage.Words.All<CheckReason>().Except(["destroyed", "purpose-achieved"]).Order(), reasons.Keys.Order());
    }

    [Fact]
    public async Task An_engine_that_overlooks_a_withdrawal_is_caught()
    {
        var (sequences, failure, _) = await RunAsync(engine => new Overlooking(engine));
        Amount.Report($"R18 without the defence: caught within {sequences} sequences.\n{failure}");
        Assert.NotNull(failure);
        Assert.Contains("withdrawn", failure, StringComparison.Ordinal);
    }

    // Each host has a clock of its own, and runs its sequences one after another.
    private static async Task<(int Sequences, string? Failure, ConcurrentDictionary<string, int> Reasons)> RunAsync(Func<IEngine, IEngine> decorate)
    {
        var seeds = new ConcurrentQueue<int>(OneSeed > 0 ? [OneSeed] : Enumerable.Range(1, Sequences));
        var (count, failure, reasons) = (0, (string?)null, new ConcurrentDictionary<string, int>());
        await Task.WhenAll(Enumerable.Range(0, Hosts).Select(async _ =>
        {
            var clock = new ManualClock(TestService.Monday, isStill: true);
            await using var service = await TestService.StartAsync(clock, builder => builder.Services.Decorate(decorate));
            var shop = await Shop.OpenAsync(service, "lavka");
            while (failure is null && seeds.TryDequeue(out var seed))
            {
                Interlocked.Increment(ref count);
                if (await new RandomLife(shop, clock, seed, reasons).RunAsync(Steps) is { } difference) Interlocked.CompareExchange(ref failure, $"Seed {seed} (CONSENT_R18_SEED={seed} runs it alone):\n{difference}", null);
            }
        }));
        return (count, failure, reasons);
    }

    private sealed class Overlooking(IEngine inner) : IEngine
    {
        private readonly ConcurrentDictionary<(FileKey, PurposeCode), CheckAnswer> _allowed = new();

        public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) => inner.ExecuteAsync(file, envelope, cancellationToken);

        public async ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken)
        {
            var answer = await inner.CheckAsync(file, purpose, at, cancellationToken);
            if (answer.Allowed) _allowed[(file, purpose)] = answer;
            return answer.Reason == CheckReason.Withdrawn && _allowed.TryGetValue((file, purpose), out var last) ? last with { Version = answer.Version } : answer;
        }
    }
}
