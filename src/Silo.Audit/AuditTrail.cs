using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Audit.Core;
using Consent.Api;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Audit;

/// <summary>Records what becomes of every command. Where the audit is required, that it was asked is recorded before it is carried out, and
/// what came of it before anybody is answered; where either cannot be, the answer is that the storage is unavailable.</summary>
public sealed partial class AuditTrail(
    IAuditDataProvider provider, IOptions<AuditOptions> options, TimeProvider clock, IHttpContextAccessor http, ILogger<AuditTrail> log)
{
    /// <summary>A provider that hangs is one that fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly AuditScopeFactory _scopes = new();
    private readonly AuditClock _clock = new(clock);
    private readonly bool _isRequired = options.Value.Required;
    private int _isFailing;

    /// <exception cref="StorageUnavailableException">The audit is required and cannot be kept; the message says whether the command was carried out.</exception>
    public async Task<Outcome> AroundAsync(FileKey file, Envelope envelope, Func<Task<Outcome>> execute)
    {
        if (_isRequired && await SaveAsync(New(file, envelope, AuditNames.Asked)) is { } before)
            throw new StorageUnavailableException("The audit cannot be kept: nothing was carried out.", before);

        Outcome outcome;
        try
        {
            outcome = await execute();
        }
        catch (Exception failure)
        {
            await SaveAsync(New(file, envelope, AuditNames.Failed, problem: AuditNames.ProblemOf(failure)));
            throw;
        }

        var problem = AuditNames.ProblemOf(outcome);
        if (await SaveAsync(New(file, envelope, problem is null ? AuditNames.Done : AuditNames.Refused, outcome, problem)) is { } after && _isRequired)
            throw new StorageUnavailableException("The audit cannot be kept: it is not known to the caller whether the command was carried out.", after);
        return outcome;
    }

    private ConsentAuditEvent New(FileKey file, Envelope envelope, string told, Outcome? outcome = null, string? problem = null) => new()
    {
        EventType = told == AuditNames.Refused ? AuditNames.Refusal : AuditNames.KindOf(envelope.Command),
        // A letter of somebody unknown gets a file of its own on the way.
        Operator = file.Operator.Value,
        Subject = ((outcome as Outcome.Done)?.File ?? file).Subject.Value,
        Command = AuditNames.Of(envelope.Command),
        Number = AuditNames.NumberOf(envelope.Command, outcome),
        Actor = envelope.Actor,
        Outcome = told,
        Problem = problem,
        Version = (outcome as Outcome.Done)?.Version,
        TraceId = http.HttpContext is { } context ? Problems.TraceIdOf(context) : Activity.Current?.Id,
    };

    /// <returns>Why the record is not known to be kept; null where it is.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A provider may throw anything, and none of it may stop the service.")]
    private async Task<Exception?> SaveAsync(ConsentAuditEvent told)
    {
        try
        {
            // No environment: it quotes the message of whatever exception is about, and names the machine's user. No tags of a trace: they quote addresses.
            var scope = new AuditScopeOptions
            {
                AuditEvent = told, DataProvider = provider, SystemClock = _clock, IsCreateAndSave = true, ExcludeEnvironmentInfo = true, IncludeActivityTrace = false, StartActivityTrace = false,
            };
            await (await _scopes.CreateAsync(scope).WaitAsync(Patience)).DisposeAsync();
            if (Interlocked.Exchange(ref _isFailing, 0) == 1) LogKeptAgain(log);
            return null;
        }
        catch (Exception failure)
        {
            if (Interlocked.Exchange(ref _isFailing, 1) == 0) LogNotKept(log, failure);
            return failure;
        }
    }

    // A provider is given nothing personal, so its message quotes nothing personal.
    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit cannot be kept")]
    private static partial void LogNotKept(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The audit is kept again")]
    private static partial void LogKeptAgain(ILogger log);

    // The audit and the journal tell the same time.
    private sealed class AuditClock(TimeProvider clock) : ISystemClock
    {
        public DateTime GetCurrentDateTime() => clock.GetUtcNow().UtcDateTime;

        public long GetCurrentTimestamp() => clock.GetTimestamp();
    }
}
