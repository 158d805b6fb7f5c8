using Consent.Engine;

namespace Consent.Api;

/// <summary>Words of the contract as people read them.</summary>
public static class Names
{
    /// <summary>The text of that word of that family; the word itself where there is none.</summary>
    public static string Of(string family, string word) => Texts.Find($"{family}.{word}") ?? word;

    /// <summary>Several words between commas.</summary>
    public static string OfAll(string family, string words) => string.Join(", ", words.Split(", ").Select(word => Of(family, word)));

    /// <summary>Who did it: a person of the operator by name, a key by its title, whoever else as the journal has it.</summary>
    public static string OfActor(string actor, Caller caller)
    {
        var catalogue = caller.Rules?.Catalogue;
        return actor.Split(':', 2) switch
        {
            ["person", var id] when catalogue?.People.FirstOrDefault(person => person.Id == id) is { } person => person.Name.Value,
            ["key", var id] when catalogue?.Keys.FirstOrDefault(key => key.Key.Id == id) is { } key => Texts.Get("Actor.key", key.Key.Name),
            ["subject", ..] => Texts.Get("Actor.subject"),
            [var kind, ..] => Texts.Find("Actor." + kind) ?? actor,
            _ => actor,
        };
    }
}
