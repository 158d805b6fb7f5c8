using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>Numbers of the request journal, one series per operator and year: no doubles, and a number not used is given to the next.</summary>
public sealed class Numbering(IRegister register)
{
    private readonly ConcurrentDictionary<(OperatorId, int), Lazy<Task<Series>>> _series = new();

    public async Task<string> TakeAsync(OperatorId operatorId, int year)
    {
        var series = await SeriesAsync(operatorId, year);
        lock (series)
        {
            if (series.Free.Count == 0) return RequestNumbers.Format(year, ++series.Highest);
            var lowest = series.Free.Min;
            series.Free.Remove(lowest);
            return RequestNumbers.Format(year, lowest);
        }
    }

    /// <summary>The number was not used after all.</summary>
    public async Task ReturnAsync(OperatorId operatorId, string number)
    {
        var (year, ordinal) = RequestNumbers.Parse(number);
        var series = await SeriesAsync(operatorId, year);
        lock (series) series.Free.Add(ordinal);
    }

    /// <summary>Somebody else has taken numbers of this series: look again before the next.</summary>
    public void Forget(OperatorId operatorId, int year) => _series.TryRemove((operatorId, year), out _);

    private async Task<Series> SeriesAsync(OperatorId operatorId, int year)
    {
        var series = _series.GetOrAdd((operatorId, year), _ => new Lazy<Task<Series>>(() => LoadAsync(operatorId, year)));
        try
        {
            return await series.Value;
        }
        catch
        {
            _series.TryRemove(new((operatorId, year), series));
            throw;
        }
    }

    private async Task<Series> LoadAsync(OperatorId operatorId, int year)
    {
        var (highest, missing) = await register.NumbersAsync(operatorId, year, CancellationToken.None);
        return new Series { Highest = highest, Free = [.. missing] };
    }

    private sealed class Series
    {
        public int Highest { get; set; }

        public required SortedSet<int> Free { get; init; }
    }
}
