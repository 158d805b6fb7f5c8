namespace Consent.Api;

/// <summary>Authors of entries in words: the journal itself keeps the ids of credentials and never a name.</summary>
public sealed class ActorNames
{
    private readonly Dictionary<string, string> _names;

    private ActorNames(Dictionary<string, string> names) => _names = names;

    /// <summary>Names of keys for everybody, of people for those who run the desk.</summary>
    internal static ActorNames Of(Tenant tenant)
    {
        var catalogue = tenant.Rules.Catalogue;
        var names = catalogue.Keys.DistinctBy(key => key.Key.Id).ToDictionary(key => "key:" + key.Key.Id, key => key.Key.Name);
        if (tenant.Caller.Has(Domain.Scope.Dpo) || tenant.Caller.Has(Domain.Scope.Admin))
            foreach (var person in catalogue.People) names["person:" + person.Id] = person.Name.Value;
        return new ActorNames(names);
    }

    public string? this[string actor] => _names.GetValueOrDefault(actor);
}
