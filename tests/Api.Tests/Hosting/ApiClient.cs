using System.Net.Http.Headers;

namespace Consent.Api.Tests.Hosting;

/// <summary>Calls with one key, or with none.</summary>
internal sealed class ApiClient(Func<HttpClient> http, string? key)
{
    public string? Key { get; } = key;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, (HttpContent?)null, headers);

    public Task<Answer> PostAsync(string path, string body, string? idempotencyKey = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey is null ? headers : [.. headers, (Idempotency.Header, idempotencyKey)]);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : Json(Encoding.UTF8.GetBytes(body)), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (Key is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http().SendAsync(request);
        return new Answer(
            $"{method} {(path.Length > 200 ? path[..200] : path)}", (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.Tag);
    }

    /// <summary>A stream of Server-Sent Events; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
