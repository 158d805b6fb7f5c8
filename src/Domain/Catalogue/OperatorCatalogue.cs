using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What an operator has declared: who it is, its purposes, its consent texts, its keys.</summary>
public sealed record OperatorCatalogue : IFile<OperatorCatalogue>
{
    public static OperatorCatalogue Empty { get; } = new();

    public long Version { get; private init; }

    public OperatorProfile? Profile { get; private init; }

    public FrozenDictionary<PurposeCode, Purpose> Purposes { get; private init; } = FrozenDictionary<PurposeCode, Purpose>.Empty;

    /// <summary>In the order of publication.</summary>
    public ImmutableArray<ConsentText> Texts { get; private init; } = [];

    public ImmutableArray<KeyState> Keys { get; private init; } = [];

    /// <summary>Whose tokens are credentials here too; null for nobody's.</summary>
    public IssuerTrust? Issuer { get; private init; }

    /// <summary>Who works at the operator's desk, in the order of their invitations; those disabled stay on record.</summary>
    public ImmutableArray<Person> People { get; private init; } = [];

    /// <summary>The organisation's own provider of sign-in.</summary>
    public SignInProvider? Provider { get; private init; }

    /// <summary>The roots that signatures of subjects are checked against.</summary>
    public ImmutableArray<TrustedRoot> TrustedRoots { get; private init; } = [];

    /// <summary>The lists that people of the desk keep, in the order they were first saved.</summary>
    public ImmutableArray<SavedView> Views { get; private init; } = [];

    /// <summary>Filled in the installation's own catalogue only.</summary>
    public ImmutableArray<OperatorId> Operators { get; private init; } = [];

    /// <summary>Years loaded while the service ran; filled in the installation's own catalogue only.</summary>
    public ImmutableArray<CalendarYear> Calendars { get; private init; } = [];

    /// <summary>The person of that address who has not been disabled; letters' case makes no difference.</summary>
    public Person? PersonBy(string email) => People.FirstOrDefault(person => !person.IsDisabled && string.Equals(person.Email.Value, email, StringComparison.OrdinalIgnoreCase));

    public SavedView? View(string owner, string id) => Views.FirstOrDefault(view => view.Owner == owner && view.Id == id);

    public ConsentText? Find(TextRef reference) => Texts.FirstOrDefault(text => text.Ref == reference);

    public KeyState? FindKey(string id) => Keys.FirstOrDefault(key => key.Key.Id == id);

    /// <summary>Whether at that instant a newer version of the same text demanded a new consent for the purpose.</summary>
    public bool IsSuperseded(TextRef reference, PurposeCode purpose, DateTimeOffset at) => SupersededFrom(reference, purpose) <= at;

    /// <summary>The instant from which a newer version of the same text demands a new consent; null while none does.</summary>
    public DateTimeOffset? SupersededFrom(TextRef reference, PurposeCode purpose)
    {
        DateTimeOffset? from = null;
        for (var i = Texts.Length - 1; i >= 0 && Texts[i].Ref != reference; i--)
            if (Texts[i].Reconsent == Reconsent.Hard && Texts[i].Ref.Code == reference.Code && Texts[i].Purposes.Contains(purpose)
                && !(from <= Texts[i].EffectiveFrom))
                from = Texts[i].EffectiveFrom;
        return from;
    }

    public OperatorCatalogue Evolve(FileEvent happened) => (happened switch
    {
        OperatorDescribed described => this with { Profile = described.Profile },
        OperatorRegistered registered => this with { Operators = Operators.Add(registered.Id) },
        PersonEvent person => this with { People = Person.Evolve(People, person) },
        ViewSaved saved => this with { Views = SavedViews.With(Views, saved.View) },
        ViewRemoved removed => this with { Views = Views.RemoveAll(view => view.Owner == removed.Owner && view.Id == removed.Id) },
        SignInProviderSet set => this with { Provider = set.Provider },
        TrustedRootsLoaded loaded => this with { TrustedRoots = loaded.Roots },
        KeyIssued issued => this with { Keys = Keys.Add(new KeyState(issued.Key)) },
        KeyEnding ending => this with { Keys = Changed(ending.Key, key => key with { EndsAt = ending.EndsAt }) },
        KeyRevoked revoked => this with { Keys = Changed(revoked.Key, key => key with { RevokedAt = revoked.At }) },
        IssuerTrusted trusted => this with { Issuer = trusted.Trust },
        PurposeDefined defined => this with { Purposes = Purposes.Values.Where(other => other.Code != defined.Purpose.Code).Append(defined.Purpose).ToFrozenDictionary(purpose => purpose.Code) },
        TextPublished published => this with { Texts = Texts.Add(published.Text) },
        CalendarLoaded loaded => this with { Calendars = [.. Calendars.Where(other => other.Year != loaded.Calendar.Year), loaded.Calendar] },
        _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
    }) with { Version = Version + 1 };

    private ImmutableArray<KeyState> Changed(string id, Func<KeyState, KeyState> change) => [.. Keys.Select(key => key.Key.Id == id ? change(key) : key)];
}
