using System.Collections.Concurrent;
using System.Text;
using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Proof;
using Microsoft.Extensions.Logging;

namespace Consent.Engine.Proof;

/// <summary>Somebody outside the service who keeps its signed heads.</summary>
public interface IWitness
{
    /// <summary>By what it is known here: a name of the service's own, the same at every start.</summary>
    string Name { get; }

    /// <summary>How often it wants to hear.</summary>
    TimeSpan Every { get; }

    /// <summary>The last head of that log it has, where it can be asked; null where it cannot, or has none.</summary>
    Task<Checkpoint?> LastAsync(string origin, CancellationToken cancellationToken);

    /// <exception cref="WitnessException">It did not take it.</exception>
    /// <param name="path">What proves that the head continues the one the witness got last.</param>
    Task SendAsync(Checkpoint head, Checkpoint? last, IReadOnlyList<byte[]> path, CancellationToken cancellationToken);
}

/// <summary>A witness did not take a head; the message says why.</summary>
public sealed class WitnessException(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>How it stands with a witness: the last head it took, and why it took none since, if so.</summary>
public sealed record WitnessState(string Name, TreeHead? Last, string? Problem);

/// <summary>Sends signed heads to witnesses, each only as a continuation of what that witness has; tried again until it is taken.</summary>
public sealed partial class Witnessing(IEnumerable<IWitness> witnesses, Checkpoints checkpoints, IProofStore store, TimeProvider clock, ILogger<Witnessing> log)
{
    private readonly IReadOnlyList<IWitness> _witnesses = [.. witnesses];
    private readonly Turns _turns = new(16);
    private readonly ConcurrentDictionary<(OperatorId, string), (DateTimeOffset At, string? Problem)> _tried = new();

    /// <summary>Tells every witness whose time has come. A witness that fails holds nobody up.</summary>
    public async Task TellAsync(OperatorId operatorId, Checkpoint head, CancellationToken cancellationToken)
    {
        // The watch and whoever asks for a head at the same time are not to tell the same twice.
        using var turn = await _turns.TakeAsync(operatorId.GetHashCode(), cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var witness in _witnesses)
        {
            var (triedAt, before) = _tried.GetValueOrDefault((operatorId, witness.Name));
            if (before is null && now >= triedAt && now < triedAt + witness.Every) continue;
            var problem = await TryTellAsync(witness, operatorId, head, cancellationToken);
            _tried[(operatorId, witness.Name)] = (now, problem);
            if (problem is not null && problem != before) LogNotTaken(log, witness.Name, operatorId.Value, problem);
        }
    }

    /// <summary>How it stands with every witness of an operator.</summary>
    public async Task<IReadOnlyList<WitnessState>> StatesAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        var states = new List<WitnessState>();
        foreach (var witness in _witnesses)
        {
            var last = await DeliveredAsync(witness, operatorId, cancellationToken);
            states.Add(new WitnessState(witness.Name, last?.Head, _tried.GetValueOrDefault((operatorId, witness.Name)).Problem));
        }

        return states;
    }

    // Null where it has it now.
    private async Task<string?> TryTellAsync(IWitness witness, OperatorId operatorId, Checkpoint head, CancellationToken cancellationToken)
    {
        try
        {
            // What the witness says it has goes before what is remembered here: a database that was set back remembers too little.
            var last = await witness.LastAsync(head.Head.Origin, cancellationToken) ?? await DeliveredAsync(witness, operatorId, cancellationToken);
            // Another silo may have signed and told a newer one meanwhile.
            if (last?.Head.Size > head.Head.Size) head = await checkpoints.LastAsync(operatorId, cancellationToken) ?? head;
            if (last is not null && last.Head.Says(head.Head)) return null;
            if (last?.Head.Size > head.Head.Size) return $"it holds a head over {last.Head.Size} entries, the log has {head.Head.Size}: the log was set back";
            var path = last is null ? [] : await checkpoints.Tree.ConsistencyAsync(operatorId, last.Head.Size, head.Head.Size, cancellationToken);
            if (last is not null && !Merkle.IsConsistent(last.Head.Size, head.Head.Size, last.Head.Root, head.Head.Root, path))
                return $"it holds another head over {last.Head.Size} entries: the log was rewritten, or shown to it otherwise";
            await witness.SendAsync(head, last, path, cancellationToken);
            var kept = await store.ReadAsync(operatorId, NameOf(witness), cancellationToken);
            await store.TryWriteCheckedAsync(operatorId, NameOf(witness), Encoding.UTF8.GetBytes(head.ToString()), kept?.Version ?? 0, cancellationToken);
            return null;
        }
        catch (WitnessException refused)
        {
            return refused.Message;
        }
    }

    private async Task<Checkpoint?> DeliveredAsync(IWitness witness, OperatorId operatorId, CancellationToken cancellationToken) =>
        await store.ReadCheckedAsync(operatorId, NameOf(witness), cancellationToken) is { } piece ? Checkpoint.TryParse(Encoding.UTF8.GetString(piece.Value)) : null;

    private static string NameOf(IWitness witness) => "witness/" + witness.Name;

    [LoggerMessage(Level = LogLevel.Error, Message = "Witness {Witness} does not take the signed head of {Operator}: {Why}")]
    private static partial void LogNotTaken(ILogger log, string witness, string @operator, string why);
}
