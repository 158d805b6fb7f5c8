using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A term a contract or a policy of the operator promises, with its clause; stands beside the law's, never instead of it.</summary>
public sealed record ContractTerm(Duty Duty, Term Term, string Clause);

/// <summary>A small picture as a browser shows it: its type (<c>image/png</c>) and its bytes in base64.</summary>
public sealed record Picture(string Type, string Base64);

/// <summary>How the operator's pages for subjects look; null is as ours do.</summary>
public sealed record Brand(string? Accent, Picture? Logo);

/// <summary>Who the operator is (ст. 3 п. 2): name, place, the person in charge (ст. 22.1), its time zone, contract terms and bans, and the days on which
/// it alone works or does not. <paramref name="Measures"/> says how it carries out the duties of ст. 18.1, <paramref name="Rights"/> how a subject uses his
/// rights where it has words of its own; <paramref name="Deputy"/> is told when an end is near. Null is not told yet.</summary>
public sealed record OperatorProfile(
    string Name,
    string TimeZone,
    string LegalName,
    string Address,
    string Contacts,
    string Dpo,
    ImmutableArray<ContractTerm> ContractTerms,
    ImmutableArray<string> Bans,
    string? Measures = null,
    string? Rights = null,
    string? Deputy = null,
    string? Inn = null,
    string? Ogrn = null)
{
    /// <summary>Regional days off and worked days, over the calendar of the country.</summary>
    public ImmutableArray<CalendarDay> Calendar { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The colour and the logo of the pages that subjects see.</summary>
    public Brand? Brand { get; init; }

    public bool Equals(OperatorProfile? other) => other is not null
        && (Name, TimeZone, LegalName, Address, Contacts, Dpo) == (other.Name, other.TimeZone, other.LegalName, other.Address, other.Contacts, other.Dpo)
        && (Measures, Rights, Deputy, Inn, Ogrn, Brand) == (other.Measures, other.Rights, other.Deputy, other.Inn, other.Ogrn, other.Brand)
        && ContractTerms.SequenceEqual(other.ContractTerms) && Bans.SequenceEqual(other.Bans) && Calendar.SequenceEqual(other.Calendar);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
