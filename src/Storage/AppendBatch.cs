using Consent.Domain;

namespace Consent.Storage;

/// <summary>Decides a batch of appends in memory, each against what was written before it, in this batch or earlier.</summary>
/// <param name="lastPosition">Of the whole journal.</param>
internal sealed class AppendBatch(long lastPosition)
{
    private readonly Dictionary<FileKey, long> _heads = [];
    private readonly HashSet<(OperatorId, string)> _commands = [];
    private readonly Dictionary<(OperatorId, string), SubjectId> _owners = [];

    /// <summary>The position of the last accepted entry.</summary>
    public long Position { get; private set; } = lastPosition;

    /// <summary>The appends that stand, in order.</summary>
    public List<Append> Accepted { get; } = [];

    /// <summary>Their entries, each with its position.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>Tells the version a file has in the database; one not told of is empty.</summary>
    public void KnowHead(FileKey file, long version) => _heads[file] = version;

    /// <summary>Tells of a client's key that is in the database.</summary>
    public void KnowCommand(OperatorId operatorId, string key) => _commands.Add((operatorId, key));

    /// <summary>Tells whose a request's number is in the database.</summary>
    public void KnowOwner(OperatorId operatorId, string number, SubjectId subject) => _owners[(operatorId, number)] = subject;

    public AppendResult Decide(Append append)
    {
        var operatorId = append.File.Operator;
        if (append.Command is { } command && _commands.Contains((operatorId, command.Key))) return AppendResult.CommandKnown;
        if (_heads.GetValueOrDefault(append.File) != append.ExpectedVersion) return AppendResult.LostRace;
        foreach (var row in append.Register.Requests)
            if (_owners.TryGetValue((operatorId, row.Number), out var owner) && owner != append.File.Subject) return AppendResult.NumberTaken;

        Accept(append);
        return AppendResult.Written;
    }

    private void Accept(Append append)
    {
        Accepted.Add(append);
        foreach (var entry in append.Entries) Entries.Add(entry with { Position = ++Position });
        if (append.Entries is [.., var last]) _heads[append.File] = last.Version;
        if (append.Command is { } command) _commands.Add((append.File.Operator, command.Key));
        foreach (var row in append.Register.Requests) _owners[(append.File.Operator, row.Number)] = append.File.Subject;
    }
}
