using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>The operator declared that it does not process such data at all.</summary>
public sealed record CategoryBanned(string Category) : Refusal("ст. 10 ч. 1; ст. 11", "categories");

/// <summary>Special and biometric data by consent need the written form.</summary>
public sealed record WrittenFormNeeded(string Category) : Refusal("ст. 10 ч. 2 п. 1; ст. 11 ч. 1", "writtenForm");

public sealed record AdvertisingNeedsConsent() : Refusal("38-ФЗ ст. 18 ч. 1", "basis");

public sealed record DistributionNeedsConsent() : Refusal("ст. 10.1 ч. 1", "basis");

public sealed record TextPurposeUnknown(PurposeCode Purpose) : Refusal("ст. 9 ч. 1", "purposes");

public sealed record TextPurposeNotByConsent(PurposeCode Purpose) : Refusal("ст. 6 ч. 1", "purposes");

/// <summary>Consent to distribution is given apart from every other consent.</summary>
public sealed record DistributionNotSeparate() : Refusal("ст. 10.1 ч. 1", "purposes");

/// <summary>A published version is immutable: what people agreed to must stay what it was.</summary>
public sealed record TextAlreadyPublished(TextRef Text) : Refusal("ст. 9 ч. 3", "version", RefusalKind.State);

/// <summary>A ban cannot be declared while a purpose processes just that.</summary>
public sealed record BanContradictsPurpose(string Ban, PurposeCode Purpose) : Refusal("ст. 10 ч. 1; ст. 11", "bans", RefusalKind.State);

/// <summary>What an operator may declare (ст. 5, 6, 9, 10, 10.1, 11).</summary>
public static class CatalogueDecider
{
    private static readonly string[] SensitiveFamilies = ["special", "biometric"];

    public static Decision Decide(OperatorCatalogue catalogue, CatalogueCommand command) => command switch
    {
        DescribeOperator same when same.Profile.Equals(catalogue.Profile) => Decision.Nothing,
        DescribeOperator describe when Contradiction(catalogue, describe.Profile) is { } contradiction => contradiction,
        DescribeOperator describe when Repeated(describe.Profile.Calendar) is { } repeated => repeated,
        DescribeOperator describe => new OperatorDescribed(describe.At, describe.Profile),

        RegisterOperator again when catalogue.Operators.Contains(again.Id) => Decision.Nothing,
        RegisterOperator register => new OperatorRegistered(register.At, register.Id),

        LoadCalendar load when CalendarChecks.Fault(load.Calendar, index => $"days[{index}]", "days") is { } fault => fault,
        LoadCalendar same when same.Calendar.Equals(Known(catalogue, same.Calendar.Year)) => Decision.Nothing,
        LoadCalendar load => new CalendarLoaded(load.At, load.Calendar),

        KeyCommand key => KeyDecider.Decide(catalogue, key),

        TrustIssuer same when same.Trust.Equals(catalogue.Issuer) => Decision.Nothing,
        TrustIssuer trust => new IssuerTrusted(trust.At, trust.Trust),

        KeepKey => Decision.Nothing,
        SaveView save => SavedViews.Decide(catalogue, save),
        RemoveView remove => SavedViews.Decide(catalogue, remove),

        PersonCommand person => PeopleDecider.Decide(catalogue, person),
        SetSignInProvider same when Equals(same.Provider, catalogue.Provider) => Decision.Nothing,
        SetSignInProvider set => new SignInProviderSet(set.At, set.Provider),
        LoadTrustedRoots same when same.Roots.SequenceEqual(catalogue.TrustedRoots) => Decision.Nothing,
        LoadTrustedRoots load => new TrustedRootsLoaded(load.At, load.Roots),

        DefinePurpose define when Fault(catalogue, define.Purpose) is { } fault => fault,
        DefinePurpose same when same.Purpose.Equals(catalogue.Purposes.GetValueOrDefault(same.Purpose.Code)) => Decision.Nothing,
        DefinePurpose define => new PurposeDefined(define.At, define.Purpose),

        PublishText publish when catalogue.Find(publish.Text.Ref) is { } published =>
            published.Equals(publish.Text) ? Decision.Nothing : new TextAlreadyPublished(publish.Text.Ref),
        PublishText publish when Fault(catalogue, publish.Text) is { } fault => fault,
        PublishText publish => new TextPublished(publish.At, publish.Text),

        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    // What was loaded last, or the year that came with the service.
    private static CalendarYear? Known(OperatorCatalogue catalogue, int year) =>
        catalogue.Calendars.FirstOrDefault(loaded => loaded.Year == year)
        ?? (WorkingCalendar.Russia.Find(year) is { } embedded ? new CalendarYear(year, embedded.Decree, embedded.Days) : null);

    private static CalendarDayRepeated? Repeated(ImmutableArray<CalendarDay> days)
    {
        var seen = new HashSet<DateOnly>();
        for (var i = 0; i < days.Length; i++)
            if (!seen.Add(days[i].Date)) return new CalendarDayRepeated($"calendar[{i}]", days[i].Date);
        return null;
    }

    private static BanContradictsPurpose? Contradiction(OperatorCatalogue catalogue, OperatorProfile profile) =>
        (from ban in profile.Bans
         from purpose in catalogue.Purposes.Values
         where purpose.Touches(ban)
         select new BanContradictsPurpose(ban, purpose.Code)).FirstOrDefault();

    private static Refusal? Fault(OperatorCatalogue catalogue, Purpose purpose)
    {
        if (catalogue.Profile?.Bans.FirstOrDefault(purpose.Touches) is { } banned) return new CategoryBanned(banned);
        if (purpose.Distribution && purpose.Basis != LawfulBasis.Consent) return new DistributionNeedsConsent();
        if (purpose.Advertising && purpose.Basis != LawfulBasis.Consent) return new AdvertisingNeedsConsent();
        var sensitive = purpose.Basis == LawfulBasis.Consent && !purpose.WrittenForm ? SensitiveFamilies.FirstOrDefault(purpose.Touches) : null;
        return sensitive is null ? null : new WrittenFormNeeded(sensitive);
    }

    private static Refusal? Fault(OperatorCatalogue catalogue, ConsentText text)
    {
        foreach (var code in text.Purposes)
        {
            if (!catalogue.Purposes.TryGetValue(code, out var purpose)) return new TextPurposeUnknown(code);
            if (purpose.Basis != LawfulBasis.Consent) return new TextPurposeNotByConsent(code);
        }

        var kinds = text.Purposes.Select(code => catalogue.Purposes[code].Distribution).Distinct().Count();
        return kinds > 1 ? new DistributionNotSeparate() : null;
    }
}
