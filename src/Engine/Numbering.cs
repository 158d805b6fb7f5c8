using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>Numbers of the request journal, one series per operator and year: no doubles, and a number not used is given to the next.</summary>
public sealed class Numbering(IRegister register)
{
    private readonly ConcurrentDictionary<(OperatorId, int), Lazy<Task<Series>>> _series = new();

    /// <summary>Executes a command; one that wants a number gets the next, and a new one while others take it first.</summary>
    /// <param name="execute">Null from it says the number was taken by another file; a file that has the number itself refuses it.</param>
    public async Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, Rules rules, Func<FileKey, Envelope, Task<Outcome?>> execute)
    {
        if (envelope.Command is not INumbered numbered) return (await execute(file, envelope))!;
        // A number taken for nothing is a gap until somebody else takes it.
        if (numbered.WhyNot(rules) is { } fault) return new Outcome.Refused(fault);
        var (year, taken) = (rules.DayOf(envelope.Command.At).Year, 0);
        while (true)
        {
            var number = await TakeAsync(file.Operator, year, taken);
            var own = file.Subject.IsNamedByOperator ? file : file with { Subject = SubjectId.OfRequest(number) };
            Outcome? outcome = null;
            try
            {
                outcome = await execute(own, envelope with { Command = numbered.WithNumber(number, isNameless: !file.Subject.IsNamedByOperator) });
                if (outcome is Outcome.Refused { Refusal: NumberTaken }) outcome = null;
                if (outcome is not null) return outcome;
                taken = RequestNumbers.Parse(number).Ordinal;
            }
            finally
            {
                // Free again unless this very command used it; a write whose end is unknown keeps its number until the next look.
                if (outcome is Outcome.Done done ? !Used(done, number) : outcome is not null) await ReturnAsync(file.Operator, number);
                else if (outcome is null) Forget(file.Operator, year);
            }
        }
    }

    private static bool Used(Outcome.Done done, string number) => done.Events.OfType<RequestReceived>().Any(received => received.Number == number);

    // Above what was found taken: a register that has lost a row would offer its number for ever.
    private async Task<string> TakeAsync(OperatorId operatorId, int year, int taken)
    {
        var series = await SeriesAsync(operatorId, year);
        lock (series)
        {
            var free = series.Free.GetViewBetween(taken + 1, int.MaxValue);
            if (free.Count == 0) return RequestNumbers.Format(year, series.Highest = Math.Max(series.Highest, taken) + 1);
            var lowest = free.Min;
            series.Free.Remove(lowest);
            return RequestNumbers.Format(year, lowest);
        }
    }

    private async Task ReturnAsync(OperatorId operatorId, string number)
    {
        var (year, ordinal) = RequestNumbers.Parse(number);
        var series = await SeriesAsync(operatorId, year);
        lock (series) series.Free.Add(ordinal);
    }

    // Look into the register again before the next number: it knows what was written.
    private void Forget(OperatorId operatorId, int year) => _series.TryRemove((operatorId, year), out _);

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
