using System.Globalization;
using Consent.Engine.Proof;

namespace Consent.Api;

/// <summary>Signed heads page by page, the last one first, with who outside has them: for the API and for the desk.</summary>
internal sealed class CheckpointList(Checkpoints checkpoints, Witnessing witnessing)
{
    /// <exception cref="InvalidRequestException">The limit or the cursor is malformed.</exception>
    public async Task<CheckpointsAnswer> FindAsync(string? limit, string? cursor, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        long? before = null;
        if (Paging.Decode(cursor, fields) is { } place)
        {
            if (long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) before = number;
            else fields.Wrong("cursor", "FieldNotCursor");
        }

        fields.ThrowIfWrong();
        var last = Math.Min((before ?? long.MaxValue) - 1, await checkpoints.CountAsync(tenant.Operator, cancellationToken));
        var first = Math.Max(1, last - take + 1);
        var heads = last < 1 ? [] : await checkpoints.ListAsync(tenant.Operator, first, (int)(last - first + 1), cancellationToken);
        var witnesses = await witnessing.StatesAsync(tenant.Operator, cancellationToken);
        return new CheckpointsAnswer(
            [.. heads.Reverse().Select(head => new CheckpointAnswer(
                head.Number, head.Checkpoint.Head.Size, Convert.ToHexStringLower(head.Checkpoint.Head.Root), head.Checkpoint.Head.At, head.Checkpoint.ToString()))],
            first > 1 && last >= 1 ? Paging.Encode(first.ToString(CultureInfo.InvariantCulture)) : null,
            [.. witnesses.Select(witness => new WitnessAnswer(witness.Name, witness.Last?.Size, witness.Last?.At, witness.Problem))],
            [.. (await checkpoints.KeysAsync(cancellationToken)).Select(key => key.Fingerprint)]);
    }
}
