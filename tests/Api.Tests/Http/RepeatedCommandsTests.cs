using Consent.Domain;
using Consent.Storage;

namespace Consent.Api.Tests.Http;

/// <summary>Class R12 of the plan of faults: duplicates and reordering of commands.</summary>
public sealed class RepeatedCommandsTests
{
    private const int Seed = 12;

    private static readonly int Sends = Amount.Of("CONSENT_R12_COMMANDS", 10_000);

    [Fact]
    public async Task Of_commands_repeated_and_out_of_order_each_key_has_one_effect()
    {
        await using var service = await TestService.StartAsync();
        var violations = await new RepeatedCommands(await Shop.OpenAsync(service, "lavka"), Seed).RunAsync(Sends);
        Amount.Report(FormattableString.Invariant($"R12: {Sends} commands, {violations.Count} violations, the rate is below {3.0 / Sends:P3} with 95 %."));
        Assert.True(violations.Count == 0, $"Seed {Seed}:\n{string.Join('\n', violations.Take(20))}");
    }

    [Fact]
    public async Task Without_the_memory_of_commands_the_same_run_is_caught()
    {
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IJournal>(real => new Forgetful(real)));
        var violations = await new RepeatedCommands(await Shop.OpenAsync(service, "lavka"), Seed).RunAsync(Math.Min(Sends, 2_000));
        Amount.Report($"R12 without the defence: {violations.Count} violations are caught.");
        Assert.True(violations.Count > 100, $"Only {violations.Count} violations were caught.");
    }

    private sealed class Forgetful(IJournal inner) : JournalDecorator(inner)
    {
        public override ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken) => ValueTask.FromResult<CommandRecord?>(null);

        public override Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) => base.TryAppendAsync(append with { Command = null }, cancellationToken);
    }
}
