using Consent.Domain;
using Consent.Engine;
using Consent.Engine.Proof;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The receipt of a request: its number and day with what proves their entry. Nothing personal.</summary>
internal sealed class RequestReceipts(FileReader reader, Checkpoints checkpoints)
{
    public async Task<RequestReceiptAnswer> OfAsync(FileKey file, string number, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(file, null, cancellationToken);
        var entry = view.Entries.FirstOrDefault(entry => entry.Request == number && entry.Event is RequestReceived) ?? throw new NotFoundException();
        var (received, request) = ((RequestReceived)entry.Event, view.File.Request(number)!);
        return new RequestReceiptAnswer(
            number, request.ReceivedAt, request.ReceivedOn, Words.Of(request.Channel), [.. received.Demands.Select(demand => Words.Of(demand.Kind))],
            Convert.ToHexStringLower(entry.Hash), await EvidenceApi.ProofAsync(checkpoints, entry, cancellationToken));
    }

    /// <summary>As a file that its author keeps and anybody checks.</summary>
    public async Task<IResult> FileAsync(FileKey file, string number, CancellationToken cancellationToken) => TypedResults.Bytes(
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(await OfAsync(file, number, cancellationToken), ApiJson.Wire.RequestReceiptAnswer), "application/json", $"receipt-{number}.json");
}
