namespace Consent.Api.Tests.Check;

/// <summary>One version of a consent text as the model knows it.</summary>
internal sealed record ModelText(int Version, string[] Purposes, DateTimeOffset From, bool IsHard);

/// <summary>What an operator has published, apart from any person.</summary>
internal sealed class ModelCatalogue
{
    public static readonly string[] ByConsent = ["newsletter", "profile", "public-page"];

    public static readonly string[] Purposes = [.. ByConsent, "contract"];

    public Dictionary<string, List<ModelText>> Texts { get; } = [];

    public DateTimeOffset? SupersededFrom(string code, int version, string purpose) =>
        Texts[code].Where(text => text.Version > version && text.IsHard && text.Purposes.Contains(purpose)).Select(text => (DateTimeOffset?)text.From).Min();
}

/// <summary>May this person's data be processed? Written from the contract and the law, knowing nothing of how the service decides.</summary>
internal sealed class PersonModel(ModelCatalogue catalogue)
{
    private enum Will { Agreed, Declined, TookBack }

    private sealed record Word(Will Will, DateTimeOffset At, DateTimeOffset? Ends, string Text, int Version, DateTimeOffset? TakenBackAt = null)
    {
        public bool HasEnded(DateTimeOffset at) => Ends is { } ends && ends <= at;
    }

    private sealed record Basis(string Purpose, string Kind, DateTimeOffset From, DateTimeOffset? Until);

    private sealed record Obstacle(string Kind, DateTimeOffset Since, string[] Purposes)
    {
        public bool Concerns(string purpose) => Purposes.Length == 0 || Purposes.Contains(purpose);
    }

    private readonly Dictionary<string, Word> _lastWords = [];
    private readonly List<Basis> _bases = [];
    private readonly List<Obstacle> _obstacles = [];

    /// <summary>Whether what this person agreed to last has run out: then a late message is no part of the model.</summary>
    public bool HasEnded(string purpose, DateTimeOffset at) => _lastWords.TryGetValue(purpose, out var word) && word.Will == Will.Agreed && word.HasEnded(at);

    public int Give(string purpose, string code, int version, DateTimeOffset givenAt, DateTimeOffset? ends)
    {
        if (Unfit(purpose, code, version, givenAt) || ends <= givenAt) return 422;
        if (_lastWords.TryGetValue(purpose, out var last))
        {
            var isOlder = last.Will switch
            {
                Will.TookBack => givenAt <= last.TakenBackAt,
                Will.Declined => givenAt <= last.At,
                _ => givenAt < last.At,
            };
            if (isOlder) return 409;
            var endsNoLater = last.Ends is null || (ends is not null && ends <= last.Ends);
            if (last.Will == Will.Agreed && (last.Text, last.Version) == (code, version) && !last.HasEnded(givenAt) && endsNoLater) return 200;
        }

        _lastWords[purpose] = new Word(Will.Agreed, givenAt, ends, code, version);
        return 201;
    }

    public int Refuse(string purpose, string code, int version, DateTimeOffset at)
    {
        if (Unfit(purpose, code, version, at)) return 422;
        if (_lastWords.TryGetValue(purpose, out var last) && last.Will == Will.Declined && (last.Text, last.Version) == (code, version)) return 200;
        _lastWords[purpose] = new Word(Will.Declined, at, null, code, version);
        return 201;
    }

    public int Withdraw(string[] purposes, DateTimeOffset at)
    {
        if (purposes.Contains("ghost")) return 422;
        foreach (var (purpose, word) in _lastWords.ToList())
            if ((purposes.Length == 0 || purposes.Contains(purpose)) && word.Will == Will.Agreed && !word.HasEnded(at))
                _lastWords[purpose] = word with { Will = Will.TookBack, TakenBackAt = at };
        return 201;
    }

    public int Demand(string kind, string[] purposes, DateTimeOffset at)
    {
        if (purposes.Contains("ghost")) return 422;
        if (kind == "withdrawal") return Withdraw(purposes, at);
        _obstacles.Add(new Obstacle(kind is "rectification" or "destruction" or "unlawful-processing" ? "blocking" : kind, at, purposes));
        return 201;
    }

    public int Ground(string purpose, string kind, DateTimeOffset from, DateTimeOffset? until)
    {
        if (purpose == "ghost" || kind == "consent" || purpose is "newsletter" or "public-page" || until <= from) return 422;
        if (_bases.Contains(new Basis(purpose, kind, from, until))) return 200;
        _bases.Add(new Basis(purpose, kind, from, until));
        return 201;
    }

    public (bool Allowed, string Reason) Check(string purpose, DateTimeOffset at)
    {
        if (!ModelCatalogue.Purposes.Contains(purpose)) return (false, "purpose-unknown");
        if (_obstacles.Exists(o => o.Kind == "blocking" && o.Concerns(purpose))) return (false, "blocked");
        var holding = _bases.Exists(b => b.Purpose == purpose && b.From <= at && !(b.Until <= at));
        if (purpose == "contract")
            return holding ? (true, "ground-recorded")
                : Stands("stop-processing", purpose, DateTimeOffset.MinValue) ? (false, "stop-demanded")
                : _bases.Exists(b => b.Purpose == purpose && b.Until <= at) ? (false, "ground-ended")
                : (false, "no-ground");

        var word = _lastWords.GetValueOrDefault(purpose);
        var fault = word switch
        {
            null => "no-consent",
            { Will: Will.Declined } => "refused",
            { Will: Will.TookBack } => "withdrawn",
            _ when word.HasEnded(at) => "expired",
            _ when catalogue.SupersededFrom(word.Text, word.Version, purpose) <= at => "text-superseded",
            _ => null,
        };
        if (fault is not null && holding && purpose == "profile") return (true, "ground-recorded");

        // A demand stands in the way of what was agreed before it or with it.
        var agreedAt = word?.At ?? DateTimeOffset.MinValue;
        if (Stands("stop-processing", purpose, agreedAt)) return (false, "stop-demanded");
        if (purpose == "newsletter" && Stands("stop-marketing", purpose, agreedAt)) return (false, "marketing-stopped");
        if (purpose == "public-page" && Stands("stop-distribution", purpose, agreedAt)) return (false, "withdrawn");
        return fault is null ? (true, "consent-given") : (false, fault);
    }

    private bool Stands(string kind, string purpose, DateTimeOffset agreedAt) => _obstacles.Exists(o => o.Kind == kind && o.Concerns(purpose) && o.Since >= agreedAt);

    private bool Unfit(string purpose, string code, int version, DateTimeOffset at)
    {
        var text = catalogue.Texts.GetValueOrDefault(code)?.Find(candidate => candidate.Version == version);
        return !ModelCatalogue.ByConsent.Contains(purpose) || text is null || !text.Purposes.Contains(purpose) || text.From > at || catalogue.SupersededFrom(code, version, purpose) <= at;
    }
}
