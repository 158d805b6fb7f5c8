using System.Globalization;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Keys of the operator: <c>/desk/settings/keys</c>. A secret is shown once, in the answer to whoever asked for it.</summary>
internal sealed class KeysDesk(KeysApi keys, Confirmation confirmation, TimeProvider clock)
{
    private const int SecondsOfHour = 3600;

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/settings/keys", (Tenant tenant, HttpContext context, CancellationToken cancel) => ShowAsync(tenant, context, null, null, null, cancel)).For(Scope.Admin).Recorded();
        desk.MapPost("/settings/keys", IssueAsync).For(Scope.Admin);
        desk.MapPost("/settings/keys/{key}/rotate", RotateAsync).For(Scope.Admin);
        desk.MapPost("/settings/keys/{key}/revoke", RevokeAsync).For(Scope.Admin);
    }

    private async Task<IResult> IssueAsync(Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        if (confirmation.FaultOf(tenant.Caller, form) is { } fault) return await ShowAsync(tenant, context, form, fault, null, cancellationToken);
        var (problem, answer) = await DeskActs.TryAsync(() =>
        {
            var fields = new Fields();
            var last = fields.Date(form.Text("expiresOn"), "expiresOn");
            fields.ThrowIfWrong();
            var body = new KeyBody(form.Text("name"), form.Chosen("scopes"), last is { } day ? tenant.Rules.EndOf(day) : null, form.Lines("addresses"));
            return keys.IssueAsync(tenant.Operator, body, tenant.Caller, idempotency.Under(form.Text("once")), cancellationToken);
        });
        return problem is null
            ? await ShowAsync(tenant, context, null, null, ((IValueHttpResult<KeyAnswer>)answer!).Value, cancellationToken)
            : await ShowAsync(tenant, context, form, problem, null, cancellationToken);
    }

    private async Task<IResult> RotateAsync(string key, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        if (confirmation.FaultOf(tenant.Caller, form) is { } fault) return await ShowAsync(tenant, context, null, fault, null, cancellationToken);
        var (problem, answer) = await DeskActs.TryAsync(() =>
        {
            var fields = new Fields();
            var hours = fields.Number(form.Text("overlap"), "overlap", 24, 0, 720);
            fields.ThrowIfWrong();
            return keys.RotateAsync(tenant.Operator, key, new RotateBody(hours * SecondsOfHour, null), tenant.Caller, idempotency.Under(form.Text("once")), cancellationToken);
        });
        return await ShowAsync(tenant, context, null, problem, problem is null ? ((IValueHttpResult<RotateAnswer>)answer!).Value!.Issued : null, cancellationToken);
    }

    private async Task<IResult> RevokeAsync(string key, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        if (confirmation.FaultOf(tenant.Caller, form) is { } fault) return await ShowAsync(tenant, context, null, fault, null, cancellationToken);
        var (problem, _) = await DeskActs.TryAsync(() => keys.RevokeAsync(tenant.Operator, key, new RevokeBody(form.Text("reason")), tenant.Caller, idempotency.Under(form.Text("once")), cancellationToken));
        return problem is null ? SettingsTabs.Done(SettingsTabs.Keys, "revoked") : await ShowAsync(tenant, context, null, problem, null, cancellationToken);
    }

    private async Task<IResult> ShowAsync(Tenant tenant, HttpContext context, DeskForm? sent, ProblemWords? problem, KeyAnswer? issued, CancellationToken cancellationToken)
    {
        var cursor = HttpMethods.IsGet(context.Request.Method) && context.Request.Query["cursor"] is [{ Length: > 0 } value] ? value : null;
        var page = ((IValueHttpResult<Page<KeyLine>>)await keys.ListAsync(tenant.Operator, Paging.MaxLimit.ToString(CultureInfo.InvariantCulture), cursor, cancellationToken)).Value!;
        var next = page.NextCursor is { } more ? $"{SettingsTabs.Keys}?cursor={more}" : null;
        var filled = sent is null ? null : new KeyBody(sent.Text("name"), sent.Chosen("scopes"), null, sent.Lines("addresses"));
        return new ComponentPage<Pages.Desk.KeysPage>(
            new KeysModel([.. page.Items.OrderByDescending(key => key.CreatedAt)], next, cursor is not null, issued, filled, sent?.Text("expiresOn"), tenant.Rules.Zone, clock.GetUtcNow(), problem),
            problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>What <c>/desk/settings/keys</c> shows: every key without its secret, and one that has just been issued with it.</summary>
public sealed record KeysModel(
    IReadOnlyList<KeyLine> Keys, string? Next, bool IsLater, KeyAnswer? Issued, KeyBody? Sent, string? ExpiresOn, TimeZoneInfo Zone, DateTimeOffset Now, ProblemWords? Problem)
{
    public string StateOf(KeyLine key) => key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= Now ? "expired" : "active";
}
