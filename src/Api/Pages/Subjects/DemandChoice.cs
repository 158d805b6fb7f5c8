using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A demand as a person who is no lawyer chooses it; <paramref name="NeedsDetails"/> where nothing can be done without words of one's own.</summary>
public sealed record DemandChoice(DemandKind Kind, bool NeedsDetails = false)
{
    public static readonly DemandChoice[] All =
    [
        new(DemandKind.Access),
        new(DemandKind.Rectification, NeedsDetails: true),
        new(DemandKind.StopProcessing),
        new(DemandKind.Destruction),
        new(DemandKind.Withdrawal),
        new(DemandKind.StopMarketing),
        new(DemandKind.Other, NeedsDetails: true),
    ];

    public string Word => Words.Of(Kind);

    public string DetailsField => "details-" + Word;

    /// <summary>«Узнать, что вы обо мне храните».</summary>
    public string Title => TitleOf(Word);

    public string Hint => Texts.Get($"Choose.{Word}.hint");

    public string? Details => Texts.Find($"Choose.{Word}.details");

    public string? DetailsHint => Texts.Find($"Choose.{Word}.detailsHint");

    public static string TitleOf(string word) => Texts.Find("Choose." + word) ?? Texts.Get("Kind." + word);
}
