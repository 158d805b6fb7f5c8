using System.Text;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace Consent.Grains;

/// <summary>The alarm clock of a cluster, one for each part of the operators; its key is the number of the part.</summary>
[Alias("consent.deadlines")]
public interface IDeadlineGrain : IGrainWithIntegerKey
{
    /// <summary>Sets the reminder and looks at once: what fell due while nobody was there is woken now.</summary>
    [Alias("start")]
    Task StartAsync();
}

/// <summary>How often the alarm clocks of a cluster ring.</summary>
public sealed class DeadlineOptions
{
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>One heartbeat for many deadlines: a tick that is lost is made good by the next, a reminder for each deadline would not be.</summary>
[HashBasedPlacement]
public sealed class DeadlineGrain(
    IRegister register, IEngine engine, Catalogues catalogues, TimeProvider clock, IOptions<DeadlineOptions> options, ILogger<DeadlineGrain> log)
    : Grain, IDeadlineGrain, IRemindable, IDisposable
{
    /// <summary>How many parts there are. Fixed: silos of two versions must agree on it.</summary>
    public const int Count = 8;

    private const string Heartbeat = "heartbeat";

    private readonly DueFiles _due = new(register, engine, clock, log);
    private readonly CancellationTokenSource _leaving = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>The part an operator belongs to: the same in every silo and every version.</summary>
    public static int PartOf(OperatorId operatorId) =>
        (int)(Encoding.UTF8.GetBytes(operatorId.Value).Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619)) % Count);

    public async Task StartAsync()
    {
        await this.RegisterOrUpdateReminder(Heartbeat, options.Value.Period, options.Value.Period);
        Look();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Look();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _leaving.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _leaving.Dispose();

    // Not waited for: a look may take longer than a call may last. One at a time: the next tick finds what this one did not get to.
    private void Look()
    {
        if (!_looking.IsCompleted) return;
        var operators = catalogues.Installation.Operators.Where(id => PartOf(id) == (int)this.GetPrimaryKeyLong()).ToList();
        if (operators.Count > 0) _looking = _due.WakeAsync(operators, _leaving.Token);
    }
}
