using System.Collections.Concurrent;
using System.Collections.Immutable;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>Every operator's catalogue, held open: few, small, and asked by every command and check.</summary>
/// <param name="sealing">Of the names and addresses of the operator's people.</param>
/// <param name="others">Those who hold them open too; none where the process is alone.</param>
/// <param name="around">Stands around every command, where the host has something to.</param>
public sealed class Catalogues(IJournal journal, TimeProvider clock, Sealing? sealing = null, ICatalogueNews? others = null, CommandFilter? around = null)
{
    private readonly ConcurrentDictionary<OperatorId, Slot> _slots = new();
    private readonly ConcurrentDictionary<string, (OperatorId Operator, KeyState Key)> _keys = new(StringComparer.Ordinal);
    private readonly Turns _turns = new(64);
    private readonly Lock _publishing = new();
    private ImmutableArray<CalendarYear> _loaded = [];

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

    /// <summary>The calendar of the country: the years that came with the service and those loaded since.</summary>
    public WorkingCalendar Calendar { get; private set; } = WorkingCalendar.Russia;

    public OperatorCatalogue Installation => _slots[OperatorId.Installation].File.File;

    /// <summary>Every catalogue held open, the installation's among them.</summary>
    public IEnumerable<(OperatorId Operator, OperatorCatalogue Catalogue)> All => _slots.Select(pair => (pair.Key, pair.Value.File.File));

    /// <summary>Every operator that trusts tokens of the issuer, with what it trusts.</summary>
    public IEnumerable<(OperatorId Operator, IssuerTrust Trust)> Trusting(string issuer) =>
        from slot in _slots
        where slot.Value.File.File.Issuer is { Enabled: true } trust && trust.Issuer == issuer
        select (slot.Key, slot.Value.File.File.Issuer!);

    /// <summary>What is written of an operator or of the installation itself, described or not; null where there is nothing.</summary>
    public OperatorCatalogue? Find(OperatorId operatorId) => _slots.TryGetValue(operatorId, out var slot) ? slot.File.File : null;

    /// <summary>The key of that id and whose it is; null where there is none.</summary>
    public (OperatorId Operator, KeyState Key)? FindKey(string id) => _keys.TryGetValue(id, out var found) ? found : null;

    /// <summary>Makes the change durable; it is acknowledged when nobody answers from the catalogue before it any more.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was written.</exception>
    public Task<Outcome> ExecuteAsync(OperatorId operatorId, Envelope envelope, CancellationToken cancellationToken)
    {
        return around is null ? RunAsync() : around(FileKey.OfCatalogue(operatorId), envelope, RunAsync);

        Task<Outcome> RunAsync() => CarryOutAsync(operatorId, envelope, cancellationToken);
    }

    private async Task<Outcome> CarryOutAsync(OperatorId operatorId, Envelope envelope, CancellationToken cancellationToken)
    {
        var outcome = await WriteAsync(operatorId, envelope, cancellationToken);
        // Also what was there already: whoever wrote it may not have come to tell it.
        if (others is not null && outcome is Outcome.Done done) await others.TellAsync(operatorId, done.Version);
        return outcome;
    }

    /// <summary>Reads again what others have written.</summary>
    /// <param name="heads">The versions that are durable, as <see cref="IJournal.CatalogueVersionsAsync"/> tells them.</param>
    /// <exception cref="JournalDamagedException">A catalogue cannot be trusted: the one before it stays.</exception>
    public async Task CatchUpAsync(IEnumerable<(OperatorId Operator, long Version)> heads, CancellationToken cancellationToken)
    {
        foreach (var (operatorId, version) in heads)
            if (!_slots.TryGetValue(operatorId, out var slot) || slot.File.File.Version < version) await OpenAsync(operatorId, cancellationToken);
    }

    private async Task<Outcome> WriteAsync(OperatorId operatorId, Envelope envelope, CancellationToken cancellationToken)
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
        using var turn = await _turns.TakeAsync(operatorId.GetHashCode(), cancellationToken);
        var slot = _slots.GetOrAdd(operatorId, NewSlot);
        await slot.File.ReloadAsync(cancellationToken);
        Publish(operatorId, slot);
        return slot.File.File;
    }

    private Slot NewSlot(OperatorId operatorId) => new(new OpenFile<OperatorCatalogue>(FileKey.OfCatalogue(operatorId), journal, sealing));

    // One at a time: an operator described while a calendar is loaded must not bring back the calendar from before.
    private void Publish(OperatorId operatorId, Slot slot)
    {
        lock (_publishing)
        {
            if (operatorId == OperatorId.Installation && slot.File.File.Calendars != _loaded)
            {
                _loaded = slot.File.File.Calendars;
                Calendar = _loaded.Aggregate(WorkingCalendar.Russia, (calendar, year) => calendar.With(year));
                foreach (var other in _slots.Values) other.Publish(Calendar);
            }

            slot.Publish(Calendar);
        }

        foreach (var key in slot.File.File.Keys)
            if (!_keys.TryGetValue(key.Key.Id, out var known) || !ReferenceEquals(known.Key, key)) _keys[key.Key.Id] = (operatorId, key);
    }

    private sealed class Slot(OpenFile<OperatorCatalogue> file)
    {
        private (WorkingCalendar Country, ImmutableArray<CalendarDay> Own, WorkingCalendar Calendar) _calendar = (WorkingCalendar.Russia, [], WorkingCalendar.Russia);

        public OpenFile<OperatorCatalogue> File { get; } = file;

        public Rules? Rules { get; private set; }

        public void Publish(WorkingCalendar country)
        {
            var catalogue = File.File;
            var own = catalogue.Profile?.Calendar ?? [];
            // The same calendar stays the same object: who counts terms again by it can tell.
            if (_calendar.Country != country || !_calendar.Own.SequenceEqual(own)) _calendar = (country, own, country.With(own));
            Rules = new Rules(catalogue, _calendar.Calendar, TimeZones.Find(catalogue.Profile?.TimeZone) ?? TimeZoneInfo.Utc);
        }
    }
}

/// <summary>Time zones by their IANA names, the only ones that mean the same everywhere.</summary>
public static class TimeZones
{
    public const string Default = "Europe/Moscow";

    public static TimeZoneInfo? Find(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;
}
