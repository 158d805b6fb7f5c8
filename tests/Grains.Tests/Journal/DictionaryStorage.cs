using System.Collections.Concurrent;
using Newtonsoft.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Consent.Grains.Tests.Journal;

/// <summary>The storage of grains of one test: states as text, each under its tag, and a place to fail before and after a write.</summary>
internal sealed class DictionaryStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (string Json, string Tag)> _states = new();

    /// <summary>Told the kind of a state that is about to be written.</summary>
    public Func<string, Task>? Before { get; set; }

    /// <summary>Told the kind of a state that has been written.</summary>
    public Func<string, Task>? After { get; set; }

    /// <summary>The kind of every state that is kept, with its length.</summary>
    public IEnumerable<(string Kind, int Length)> Kept => _states.Select(state => (state.Key.Item1, state.Value.Json.Length));

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var exists = _states.TryGetValue((stateName, grainId), out var kept);
        (grainState.State, grainState.ETag, grainState.RecordExists) =
            exists ? (JsonConvert.DeserializeObject<T>(kept.Json)!, kept.Tag, true) : (Activator.CreateInstance<T>(), null!, false);
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Before is { } before) await before(stateName);
        var fresh = (JsonConvert.SerializeObject(grainState.State), Guid.NewGuid().ToString("N"));
        var written = grainState.ETag is null
            ? _states.TryAdd((stateName, grainId), fresh)
            : _states.TryGetValue((stateName, grainId), out var kept) && kept.Tag == grainState.ETag && _states.TryUpdate((stateName, grainId), fresh, kept);
        if (!written) throw new InconsistentStateException("The tag is another.", "another", grainState.ETag ?? "none");
        (grainState.ETag, grainState.RecordExists) = (fresh.Item2, true);
        if (After is { } after) await after(stateName);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove((stateName, grainId), out _);
        return Task.CompletedTask;
    }
}
