using System.Net;
using System.Text;
using System.Text.Json;
using Consent.Engine.Proof;
using Consent.Storage.Proof;

namespace Consent.Api;

public sealed record WitnessCall(string Origin, long Size, string Root, string Checkpoint, long? OldSize, IReadOnlyList<string> Consistency);

/// <summary>An address that heads are posted to, each with the proof that it continues the one before; 409 says that the receiver knows another.</summary>
internal sealed class WebhookWitness(Uri address, TimeSpan every, HttpClient http) : IWitness
{
    public string Name => "webhook";

    public TimeSpan Every => every;

    public Task<Checkpoint?> LastAsync(string origin, CancellationToken cancellationToken) => Task.FromResult<Checkpoint?>(null);

    public async Task SendAsync(Checkpoint head, Checkpoint? last, IReadOnlyList<byte[]> path, CancellationToken cancellationToken)
    {
        var call = new WitnessCall(
            head.Head.Origin, head.Head.Size, Convert.ToHexStringLower(head.Head.Root), head.ToString(), last?.Head.Size, [.. path.Select(Convert.ToHexStringLower)]);
        using var body = new StringContent(JsonSerializer.Serialize(call, ApiJson.Wire.WitnessCall), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.PostAsync(address, body, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Conflict) throw new WitnessException("it knows another head of this log (409): the log was set back, rewritten, or shown to it otherwise");
            if (!answer.IsSuccessStatusCode) throw new WitnessException($"it answers {(int)answer.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new WitnessException($"it does not answer ({failure.GetType().Name})", failure);
        }
    }
}
