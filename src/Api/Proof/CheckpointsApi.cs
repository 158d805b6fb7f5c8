using Consent.Domain;
using Consent.Engine.Proof;

namespace Consent.Api;

/// <summary>Signed heads of the operator's log, the keys they are signed by, and who outside the service has them: <c>/v1/checkpoints</c>.</summary>
internal sealed class CheckpointsApi(CheckpointList list, Checkpoints checkpoints)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/checkpoints", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("List signed heads", "The last one first; with the state of every witness and the fingerprints of the keys.", null, Examples.Checkpoints)
            .Produces<CheckpointsAnswer>();
        v1.MapGet("/checkpoints/key", KeyAsync).ForAnyKey()
            .Describe("Take the public keys", "PEM, as `verify --key` reads it: every key this installation has signed with, the present one last.", null, Examples.PublicKey)
            .Produces<string>(StatusCodes.Status200OK, "application/x-pem-file");
        v1.MapGet("/checkpoints/consistency", ConsistencyAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Prove a continuation", "That the log of `to` entries begins with the log of `from`; without `to`, the log under the last signed head.", null, Examples.Consistency)
            .Produces<ConsistencyAnswer>();
    }

    private async Task<IResult> ListAsync(string? limit, string? cursor, Tenant tenant, CancellationToken cancellationToken) =>
        Answers.Json(await list.FindAsync(limit, cursor, tenant, cancellationToken), ApiJson.Wire.CheckpointsAnswer);

    private async Task<IResult> KeyAsync(Tenant tenant, CancellationToken cancellationToken) =>
        TypedResults.Content(string.Concat((await checkpoints.KeysAsync(cancellationToken)).Select(key => key.Pem)), "application/x-pem-file");

    private async Task<IResult> ConsistencyAsync(string? from, string? to, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var (first, second) = (fields.Long(from, "from"), fields.Long(to, "to"));
        if (first is null && from is null) fields.Wrong("from", "FieldRequired");
        fields.ThrowIfWrong();
        var size = (await checkpoints.MakeAsync(tenant.Operator, cancellationToken)).Head.Size;
        second ??= size;
        if (second > size) fields.Wrong("to", "FieldNotNumber", 0, size);
        if (first > second) fields.Wrong("from", "FieldNotNumber", 0, second);
        fields.ThrowIfWrong();
        var path = await checkpoints.Tree.ConsistencyAsync(tenant.Operator, first!.Value, second.Value, cancellationToken);
        var (before, after) = (await RootAsync(first.Value), await RootAsync(second.Value));
        return Answers.Json(new ConsistencyAnswer(first.Value, before, second.Value, after, [.. path.Select(Convert.ToHexStringLower)]), ApiJson.Wire.ConsistencyAnswer);

        async Task<string> RootAsync(long at) => Convert.ToHexStringLower(await checkpoints.Tree.RootAsync(tenant.Operator, at, cancellationToken));
    }
}
