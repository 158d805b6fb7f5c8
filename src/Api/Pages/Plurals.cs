namespace Consent.Api;

/// <summary>Which form of a word stands after a number, by the rules of the language of the page.</summary>
public static class Plurals
{
    public static string Of(long number) => Texts.Culture.Name == "ru" ? OfRussian(number) : number == 1 ? "one" : "many";

    private static string OfRussian(long number) => (number % 100, number % 10) switch
    {
        (>= 11 and <= 14, _) => "many",
        (_, 1) => "one",
        (_, >= 2 and <= 4) => "few",
        _ => "many",
    };
}
