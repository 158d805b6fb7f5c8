using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A list of the desk as somebody has arranged it: a name and the filters of its address. Whose it is says the actor's name in the journal.
/// What somebody looks for may name a person, so both are personal.</summary>
public sealed record SavedView(string Owner, string Id, Personal Name, Personal Query);

/// <summary>Somebody keeps a list under a name of its own, or arranges it anew.</summary>
public sealed record SaveView(DateTimeOffset At, SavedView View) : CatalogueCommand(At);

/// <summary>Somebody needs the list no more.</summary>
public sealed record RemoveView(DateTimeOffset At, string Owner, string Id) : CatalogueCommand(At);

public sealed record ViewSaved(DateTimeOffset At, SavedView View) : CatalogueEvent(At);

public sealed record ViewRemoved(DateTimeOffset At, string Owner, string Id) : CatalogueEvent(At);

/// <summary>Nobody arranges so many lists by hand.</summary>
public sealed record TooManyViews(int Most) : Refusal(null, null, RefusalKind.State);

/// <summary>The lists that people of an operator keep.</summary>
internal static class SavedViews
{
    public const int Most = 50;

    public static Decision Decide(OperatorCatalogue catalogue, SaveView save) =>
        catalogue.Views.Contains(save.View) ? Decision.Nothing
        : catalogue.View(save.View.Owner, save.View.Id) is null && catalogue.Views.Count(view => view.Owner == save.View.Owner) >= Most ? new TooManyViews(Most)
        : new ViewSaved(save.At, save.View);

    public static Decision Decide(OperatorCatalogue catalogue, RemoveView remove) =>
        catalogue.View(remove.Owner, remove.Id) is null ? Decision.Nothing : new ViewRemoved(remove.At, remove.Owner, remove.Id);

    /// <summary>One that is arranged anew keeps its place.</summary>
    public static ImmutableArray<SavedView> With(ImmutableArray<SavedView> views, SavedView saved)
    {
        for (var i = 0; i < views.Length; i++)
            if ((views[i].Owner, views[i].Id) == (saved.Owner, saved.Id)) return views.SetItem(i, saved);
        return views.Add(saved);
    }
}
