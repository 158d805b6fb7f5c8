using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Faults.Tests;

/// <summary>Holds what lies on the disk against what was sent and acknowledged. It looks at the files written since it last looked;
/// <see cref="ExamineAllAsync"/> looks at all of them.</summary>
internal sealed class Audit(string data)
{
    private static readonly OperatorId Shop = new(Tests.Shop.Operator);

    private readonly Dictionary<FileKey, long> _explained = [];
    private readonly Dictionary<string, FileKey> _numbers = [];
    private readonly List<(Deed Deed, CommandRecord Command)> _settled = [];
    private List<Deed> _open = [];
    private long _position = -1;

    public int Settled => _settled.Count;

    public int Acknowledged => _settled.Count(pair => pair.Deed.State == DeedState.Acknowledged);

    /// <summary>From here on every entry must be somebody's deed.</summary>
    public async Task BeginAsync()
    {
        await using var copy = new DataCopy(data);
        _position = copy.Journal.Position;
    }

    /// <param name="sent">What was sent since the last look.</param>
    /// <returns>The promises that are broken.</returns>
    public async Task<List<string>> ExamineAsync(IEnumerable<Deed> sent)
    {
        await using var copy = new DataCopy(data);
        var broken = new List<string>();
        try
        {
            await ExamineAsync(copy, [.. _open, .. sent], broken);
        }
        catch (JournalDamagedException damaged)
        {
            broken.Add(damaged.Message);
        }

        return broken;
    }

    /// <summary>Every deed ever settled, every file, every number.</summary>
    public async Task<List<string>> ExamineAllAsync(bool areNumbersDense)
    {
        await using var copy = new DataCopy(data);
        var broken = new List<string>();
        foreach (var (deed, command) in _settled)
            if (await copy.Journal.FindCommandAsync(Shop, deed.Key, CancellationToken.None) is not { } found || found.ToVersion != command.ToVersion)
                broken.Add($"{deed.Key} was written and is no longer");
        foreach (var (file, version) in _explained) await ExamineFileAsync(copy, file, version, broken);
        var rows = await copy.Register.NumbersAsync(Shop, DateTime.UtcNow.AddHours(3).Year, CancellationToken.None);
        if (rows.Highest - rows.Missing.Count != _numbers.Count) broken.Add($"the register has {rows.Highest - rows.Missing.Count} requests, the files {_numbers.Count}");
        if (areNumbersDense && rows.Missing.Count > 0) broken.Add($"numbers never given: {string.Join(", ", rows.Missing)}");
        return broken;
    }

    private async Task ExamineAsync(DataCopy copy, List<Deed> deeds, List<string> broken)
    {
        // Of the installation too: what the service notes of itself stands in the same journal.
        var fresh = (await copy.FeedAsync(Shop, _position)).Concat(await copy.FeedAsync(OperatorId.Installation, _position)).OrderBy(entry => entry.Position).ToList();
        for (var i = 0; i < fresh.Count; i++)
            if (fresh[i].Position != _position + i + 1) broken.Add($"position {_position + i + 1} is missing");

        _open = [];
        var found = new List<(Deed Deed, CommandRecord Command)>();
        foreach (var deed in deeds)
        {
            if (await copy.Journal.FindCommandAsync(Shop, deed.Key, CancellationToken.None) is { } command) found.Add((deed, command));
            else _open.Add(deed);
        }

        broken.AddRange(_open.Where(deed => deed.State == DeedState.Acknowledged).Select(deed => $"{deed.Key} was acknowledged and is lost"));
        broken.AddRange(found.Where(pair => pair.Deed.State == DeedState.Refused).Select(pair => $"{pair.Deed.Key} was refused and is written"));
        foreach (var (deed, command) in found.OrderBy(pair => pair.Command.FromVersion))
        {
            if (command.FromVersion != _explained.GetValueOrDefault(command.File)) broken.Add($"{command.File}: before {deed.Key} there is more than was sent");
            _explained[command.File] = command.ToVersion;
            await ExamineDeedAsync(copy, deed, command, broken);
        }

        foreach (var file in fresh.Select(entry => entry.File).Distinct()) await ExamineFileAsync(copy, file, _explained.GetValueOrDefault(file), broken);
        _settled.AddRange(found);
        if (fresh.Count > 0) _position = fresh[^1].Position;
    }

    // Reading verifies the chain.
    private static async Task ExamineFileAsync(DataCopy copy, FileKey file, long explained, List<string> broken)
    {
        if (file == FileKey.OfCatalogue(Shop)) return;
        var entries = await copy.Journal.ReadAsync(file, CancellationToken.None);
        // Who looked, and when keys were used: nobody sent it.
        if (file.Operator == OperatorId.Installation || file.Subject.Value is ['~', >= 'a' and <= 'z', ..]) return;
        if (entries.Count != explained) broken.Add($"{file}: has {entries.Count} entries, {explained} were sent");
    }

    private async Task ExamineDeedAsync(DataCopy copy, Deed deed, CommandRecord command, List<string> broken)
    {
        var entries = await copy.Journal.ReadAsync(command.File, CancellationToken.None);
        var events = entries.Where(entry => entry.Version > command.FromVersion && entry.Version <= command.ToVersion).Select(entry => entry.Event).ToList();
        var isWhole = (deed.Kind, events) switch
        {
            (DeedKind.Consent, [ConsentGiven given]) => given.Purpose.Value == deed.Purposes[0] && given.Evidence.Page is { Seal.Length: > 0 },
            (DeedKind.Request, [RequestReceived received]) => received.Content is { Seal.Length: > 0 } && received.Demands.Length == 2 && received.Obligations.Length > 0,
            (DeedKind.Withdrawal, [RequestReceived received, .. var withdrawn]) =>
                received.Obligations.Length > 0 == deed.Purposes.Count > 0
                && withdrawn.Cast<ConsentWithdrawn>().All(own => own.Request == received.Number)
                && withdrawn.Cast<ConsentWithdrawn>().Select(own => own.Purpose.Value).Order().SequenceEqual(deed.Purposes.Order()),
            _ => false,
        };
        if (!isWhole) broken.Add($"{deed.Key} is written by half: {string.Join(", ", events.Select(happened => happened.GetType().Name))}");
        if (events is [RequestReceived request, ..]) await ExamineRequestAsync(copy, deed, command.File, request, broken);
        var answer = deed.Kind == DeedKind.Consent ? string.Create(CultureInfo.InvariantCulture, $"{deed.Subject}~{command.ToVersion}") : (events.FirstOrDefault() as RequestReceived)?.Number;
        if (deed.State == DeedState.Acknowledged && deed.Answer != answer) broken.Add($"{deed.Key} was answered {deed.Answer} and is {answer}");
    }

    private async Task ExamineRequestAsync(DataCopy copy, Deed deed, FileKey file, RequestReceived request, List<string> broken)
    {
        if (!_numbers.TryAdd(request.Number, file)) broken.Add($"number {request.Number} of {deed.Key} is given twice");
        var row = await copy.Register.FindRequestAsync(Shop, request.Number, CancellationToken.None);
        if (row?.Subject != file.Subject) broken.Add($"{request.Number} of {deed.Key} is not in the register");
    }
}
