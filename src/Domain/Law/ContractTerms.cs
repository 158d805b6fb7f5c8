namespace Consent.Domain;

/// <summary>A contract may promise sooner than the law, never later: local acts must not restrict the subject's rights (ст. 18.1 ч. 1 п. 2).</summary>
public static class ContractTerms
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Russia;

    private static readonly int First = new DateOnly(Calendar.Years.First(), 1, 1).DayNumber;
    private static readonly int End = new DateOnly(Calendar.Years.Last() + 1, 1, 1).DayNumber;
    private static readonly DateOnly[] Days = [.. Enumerable.Range(First, End - First).Select(DateOnly.FromDayNumber)];

    /// <summary>The operator's promises that end later than the law allows, each with the row that governs instead.</summary>
    public static IEnumerable<(ContractTerm Contract, DutyRow Law)> LongerThanLaw(OperatorProfile profile) =>
        from contract in profile.ContractTerms
        from law in Governing(contract.Duty)
        where MayEndLater(contract.Term, law.Term)
        select (contract, law);

    /// <summary>Whether there is any day in the calendars on which the first term, begun with the second, ends later. Both as they are written:
    /// what ГК ст. 193 adds to a contract's last day depends on the letter and is told with it (<see cref="Conflicts"/>).</summary>
    public static bool MayEndLater(Term promised, Term allowed) => promised != allowed && Array.Exists(Days, day =>
        EndOf(day, allowed) is { } strict && (EndOf(day, promised) is { } end
            ? end.AtNight > strict.AtNight || end.AtMidnight > strict.AtMidnight
            : strict.AtNight <= End));

    // What a processor destroys late, the operator has destroyed late: its term is held against every destruction of the law.
    private static IEnumerable<DutyRow> Governing(Duty promised) => Deadlines.All
        .Where(row => row is { Bound: Bound.Latest, Term: not Unstated })
        .Where(row => row.Duty == promised || (promised == Duty.ProcessorDestroy && DemandKinds.IsDestruction(row.Duty)))
        .DistinctBy(row => (row.Duty, row.Term));

    // In days of the calendar, for a beginning as the day begins and as it ends; null where it lies after the last calendar.
    private static (double AtMidnight, double AtNight)? EndOf(DateOnly day, Term term)
    {
        if (term is Hours or Immediately or Before) return (day.DayNumber + (term.Amount / 24.0), day.DayNumber + 1 + (term.Amount / 24.0));
        try
        {
            var end = Calendar.LastDay(day, term).DayNumber + 1;
            return (end, end);
        }
        catch (CalendarMissingException)
        {
            return null;
        }
    }
}
