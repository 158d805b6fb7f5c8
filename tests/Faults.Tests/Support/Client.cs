using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Consent.Faults.Tests;

/// <summary>What the service answered.</summary>
internal sealed record Reply(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public bool IsDone => Status is 200 or 201;

    public string Text(string name) => Body.GetProperty(name).GetString()!;

    /// <summary>The name of the problem; null where it is none.</summary>
    public string? Problem => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("type", out var type) ? type.GetString() : null;
}

/// <summary>A client with one key.</summary>
internal sealed class Client(Uri address, string key) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Reply> PostAsync(string path, string body, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return new Reply((int)answer.StatusCode, bytes.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(bytes), answer.Headers.RetryAfter?.Delta);
    }

    public void Dispose() => _http.Dispose();
}
