using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What burns today: <c>/desk</c>.</summary>
internal sealed class TodayDesk(IRegister register, TimeProvider clock)
{
    public void Map(RouteGroupBuilder desk) => desk.MapGet("", GetAsync).For([.. DeskSections.Readers, Scope.Admin]).Recorded();

    private async Task<IResult> GetAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var (now, rules) = (clock.GetUtcNow(), tenant.Rules);
        var query = new RequestQuery(false, null, null, null, null, RequestOrder.Due, 10, null, now, rules.DayOf(now));
        var first = await register.RequestsAsync(tenant.Operator, query, cancellationToken);
        return DeskSetup.Page<Pages.Desk.Today>(context, new TodayModel(rules.DayOf(now), [.. first.Select(row => DeskRow.Of(row, now, rules))]));
    }
}

public sealed record TodayModel(DateOnly Today, IReadOnlyList<DeskRow> First);
