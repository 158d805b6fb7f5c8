namespace Consent.Domain;

/// <summary>A contract may promise sooner than the law, never later: local acts must not restrict the subject's rights (ст. 18.1 ч. 1 п. 2).</summary>
public static class ContractTerms
{
    // Enough to compare terms of different units: the shortest time each can take.
    private const double DaysInWorkingWeek = 5.0 / 7.0;

    /// <summary>The operator's promises that are longer than the law allows, each with the row that governs instead.</summary>
    public static IEnumerable<(ContractTerm Contract, DutyRow Law)> LongerThanLaw(OperatorProfile profile) =>
        from contract in profile.ContractTerms
        let law = Deadlines.Find(contract.Duty)
        where law is not null && DaysOf(contract.Term) > DaysOf(law.Term)
        select (contract, law);

    private static double DaysOf(Term term) => term switch
    {
        WorkingDays days => days.Days / DaysInWorkingWeek,
        CalendarDays days => days.Days,
        Hours hours => hours.Count / 24.0,
        Months months => months.Count * 30.0,
        DayOfNextMonth next => 30.0 + next.Day,
        _ => 0,
    };
}
