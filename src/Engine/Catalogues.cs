using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>Every operator's catalogue, held open: few, small, and asked by every command and check.</summary>
public sealed class Catalogues(IJournal journal, TimeProvider clock)
{
    private readonly ConcurrentDictionary<OperatorId, Slot> _slots = new();
    private readonly ConcurrentDictionary<string, (OperatorId Operator, ApiKey Key)> _keys = new(StringComparer.Ordinal);
    private readonly Turns _turns = new(64);

    /// <summary>Reads the installation and every operator it knows.</summary>
    /// <exception cref="JournalDamagedException">A catalogue cannot be trusted.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var installation = await OpenAsync(OperatorId.Installation, cancellationToken);
        foreach (var operatorId in installation.Operators) await OpenAsync(operatorId, cancellationToken);
    }

    /// <summary>What the rules look at for an operator; null for one that has not been described.</summary>
    public Rules? For(OperatorId operatorId) => _slots.TryGetValue(operatorId, out var slot) && slot.Rules is { Catalogue.Profile: not null } rules ? rules : null;

    /// <summary>What the rules look at for an operator that has been described.</summary>
    public Rules Of(OperatorId operatorId) => For(operatorId) ?? throw new InvalidOperationException($"Operator {operatorId} is not described.");

    public OperatorCatalogue Installation => _slots[OperatorId.Installation].File.File;

    /// <summary>The key of that id and whose it is; null where there is none.</summary>
    public (OperatorId Operator, ApiKey Key)? FindKey(string id) => _keys.TryGetValue(id, out var found) ? found : null;

    /// <exception cref="StorageUnavailableException">Nothing was written.</exception>
    public async Task<Outcome> ExecuteAsync(OperatorId operatorId, Envelope envelope, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync(operatorId.GetHashCode(), cancellationToken);
        var slot = _slots.GetOrAdd(operatorId, NewSlot);
        var outcome = await slot.File.ExecuteAsync(
            envelope, clock.GetUtcNow(), file => CatalogueDecider.Decide(file, (CatalogueCommand)envelope.Command), (_, _) => RegisterRows.None, cancellationToken);
        Publish(operatorId, slot);
        return outcome!;
    }

    private async Task<OperatorCatalogue> OpenAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(operatorId, NewSlot);
        await slot.File.ReloadAsync(cancellationToken);
        Publish(operatorId, slot);
        return slot.File.File;
    }

    private Slot NewSlot(OperatorId operatorId) => new(new OpenFile<OperatorCatalogue>(FileKey.OfCatalogue(operatorId), journal));

    private void Publish(OperatorId operatorId, Slot slot)
    {
        var catalogue = slot.File.File;
        var zone = TimeZones.Find(catalogue.Profile?.TimeZone) ?? TimeZoneInfo.Utc;
        slot.Rules = new Rules(catalogue, WorkingCalendar.Russia, zone);
        foreach (var key in catalogue.Keys) _keys[key.Id] = (operatorId, key);
    }

    private sealed class Slot(OpenFile<OperatorCatalogue> file)
    {
        public OpenFile<OperatorCatalogue> File { get; } = file;

        public Rules? Rules { get; set; }
    }
}

/// <summary>Time zones by their IANA names, the only ones that mean the same everywhere.</summary>
public static class TimeZones
{
    public const string Default = "Europe/Moscow";

    public static TimeZoneInfo? Find(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;
}
