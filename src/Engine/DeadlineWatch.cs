using Consent.Storage;
using Microsoft.Extensions.Logging;

namespace Consent.Engine;

/// <summary>The alarm clock of one process: wakes the files whose time has come, at start those whose time came while it was down.</summary>
public sealed class DeadlineWatch(IRegister register, IEngine engine, TimeProvider clock, ILogger<DeadlineWatch> log) : Watch
{
    private readonly DueFiles _due = new(register, engine, clock, log);

    public override Task LookAsync(CancellationToken cancellationToken) => _due.WakeAsync(null, cancellationToken);
}
