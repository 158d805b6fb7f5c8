using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A norm by which a duty falls away undone, the duties it reaches, and whether another basis must hold.</summary>
public sealed record ReleaseGround(string Article, string Title, ImmutableArray<Duty> Duties, bool NeedsOtherBasis = false);

/// <summary>Every norm by which a duty may fall away (ст. 9 ч. 2; ст. 21 ч. 3–5.1; ст. 5 ч. 7).</summary>
public static class ReleaseGrounds
{
    public static readonly ImmutableArray<ReleaseGround> All =
    [
        new("ст. 9 ч. 2", "обработка продолжается на ином законном основании", [Duty.DestroyOnWithdrawal, Duty.DestroyOnExpiry], NeedsOtherBasis: true),
        new("ст. 21 ч. 5", "иное предусмотрено договором или соглашением с субъектом", [Duty.DestroyOnWithdrawal]),
        new("ст. 21 ч. 5.1", "обработка допускается без согласия", [Duty.StopOnDemand], NeedsOtherBasis: true),
        new("ст. 21 ч. 4", "иное предусмотрено договором, соглашением или законом", [Duty.DestroyPurposeAchieved, Duty.DestroyOnExpiry]),
        new("ст. 21 ч. 3", "правомерность обработки обеспечена", [Duty.DestroyUnlawful]),
        new("ст. 5 ч. 7", "данные обезличены", [Duty.DestroyPurposeAchieved, Duty.DestroyOnExpiry, Duty.DestroyOnWithdrawal]),
    ];

    public static IEnumerable<ReleaseGround> For(Duty duty) => All.Where(ground => ground.Duties.Contains(duty));

    public static ReleaseGround? Find(Duty duty, string article) => For(duty).FirstOrDefault(ground => ground.Article == article.Trim());
}
