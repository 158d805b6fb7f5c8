using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What the operator has declared and who may come in, as the administrator sees it: <c>/desk/settings</c>. It is changed through the API.</summary>
internal sealed class SettingsDesk(TimeProvider clock)
{
    public void Map(RouteGroupBuilder desk) => desk.MapGet("/settings", Get).For(Scope.Admin);

    private ComponentPage<Pages.Desk.SettingsSheet> Get(Tenant tenant)
    {
        var (catalogue, zone, now) = (tenant.Rules.Catalogue, tenant.Rules.Zone, clock.GetUtcNow());
        return new ComponentPage<Pages.Desk.SettingsSheet>(new SettingsModel(
            tenant.Operator.Value,
            catalogue.Profile!,
            [.. catalogue.People.Select(person => new PersonRow(
                person.Name.Value, person.Email.Value, [.. person.Scopes.Select(Words.Of)], person.IsDisabled ? "disabled" : person.IsEnrolled ? "enrolled" : "invited", person.Sessions.Length))],
            [.. catalogue.Keys.Select(key => new KeyRow(
                key.Key.Name, key.Key.Id, [.. key.Key.Scopes.Select(Words.Of)], key.RevokedAt is not null ? "revoked" : key.IsUsable(now) ? "usable" : "expired",
                Dates.Instant(key.Key.CreatedAt, zone), key.EndsAt is { } ends ? Dates.Instant(ends, zone) : null))],
            [.. catalogue.Profile!.ContractTerms.Select(promise => (Names.Of("Duty", Words.Of(promise.Duty)), TermWords.Of(promise.Term), promise.Clause))]));
    }
}

/// <summary>What <c>/desk/settings</c> shows.</summary>
public sealed record SettingsModel(
    string Operator, OperatorProfile Profile, IReadOnlyList<PersonRow> People, IReadOnlyList<KeyRow> Keys, IReadOnlyList<(string Duty, string Term, string Clause)> Terms);

/// <summary>Somebody of the operator.</summary>
public sealed record PersonRow(string Name, string Email, IReadOnlyList<string> Scopes, string State, int Sessions);

/// <summary>A key of the operator.</summary>
public sealed record KeyRow(string Name, string Id, IReadOnlyList<string> Scopes, string State, string CreatedAt, string? EndsAt);
