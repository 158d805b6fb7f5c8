namespace Consent.Api.Tests.Hosting;

/// <summary>Server-Sent Events as a client reads them.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStream(HttpResponseMessage response, Stream body) => (_response, _lines) = (response, new StreamReader(body));

    public static async Task<EventStream> OpenAsync(ApiClient client, string path = "/v1/changes", params (string Name, string Value)[] headers)
    {
        var response = await client.OpenAsync(path, headers);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next change; null when the service has ended the stream.</summary>
    public async Task<JsonNode?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonNode.Parse(line[6..])!;
        return null;
    }

    public async Task<List<JsonNode>> TakeAsync(int count)
    {
        var taken = new List<JsonNode>();
        while (taken.Count < count && await NextAsync() is { } change) taken.Add(change);
        return taken;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
