using System.Resources;
using System.Text.Json;
using System.Text.RegularExpressions;
using Consent.Domain;

namespace Consent.Api.Tests.Http;

/// <summary>Every reason to say no has words in both languages.</summary>
public sealed partial class RefusalWordsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private static readonly ResourceManager Words = new("Consent.Api.Resources.Texts", typeof(Texts).Assembly);

    public static TheoryData<string> Refusals => [.. Types().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_has_a_title_and_a_detail_in_both_languages_and_every_place_in_them_can_be_filled(string name)
    {
        var type = Types().Single(candidate => candidate.Name == name);
        foreach (var culture in (CultureInfo[])[CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("en")])
        {
            var set = Words.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
            Assert.False(string.IsNullOrWhiteSpace(set.GetString(name + ".title")), $"{name}.title, {culture.Name}");
            var detail = set.GetString(name + ".detail");
            Assert.False(string.IsNullOrWhiteSpace(detail), $"{name}.detail, {culture.Name}");
            foreach (Match place in Place().Matches(detail!)) Assert.True(type.GetProperty(place.Groups[1].Value) is not null, $"{name} has no {place.Value}");
        }

        Assert.Equal("/problems/" + JsonNamingPolicy.KebabCaseLower.ConvertName(name), Problems.TypeOf(name));
    }

    [Fact]
    public void Both_languages_have_the_same_words()
    {
        var keys = (string culture) => Words.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal);
        Assert.Equal(keys(""), keys("en"));
        Assert.True(Types().Count() > 40);
    }

    [Theory]
    [InlineData("ru", "Цель не заведена", "Цели «ghost» нет")]
    [InlineData("en", "Unknown purpose", "no purpose “ghost”")]
    [InlineData("en-GB,en;q=0.9,ru;q=0.1", "Unknown purpose", "no purpose “ghost”")]
    [InlineData("fr", "Цель не заведена", "Цели «ghost» нет")]
    [InlineData("*;q=x,;;", "Цель не заведена", "Цели «ghost» нет")]
    public async Task The_words_are_in_the_language_asked_for(string language, string title, string detail)
    {
        var answer = (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", "ghost"), null, ("Accept-Language", language))).MustBe(422, "purpose-unknown", "purpose");
        Assert.Equal(title, answer.Field("title"));
        Assert.Contains(detail, answer.Field("detail"), StringComparison.Ordinal);
        var malformed = (await open.Shop.Front.PostAsync("/v1/consents", "{}", null, ("Accept-Language", language))).MustBe(400, "malformed", "subject");
        Assert.Equal(language.StartsWith("en", StringComparison.Ordinal) ? "Required." : "Обязательное поле.", malformed.Errors["subject"]![0]!.ToString());
    }

    private static IEnumerable<Type> Types() =>
        from assembly in (System.Reflection.Assembly[])[typeof(Refusal).Assembly, typeof(Problems).Assembly]
        from type in assembly.GetTypes()
        where type.IsSubclassOf(typeof(Refusal)) && !type.IsAbstract
        select type;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
