using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Consent.Api.Tests.Hosting;

/// <summary>A page as a browser got it.</summary>
internal sealed record Seen(int Status, string Body, HttpResponseHeaders Headers)
{
    public string? Location => Headers.Location?.OriginalString;

    public Seen Must(int status)
    {
        Assert.True(Status == status, $"{status} was expected, not {Status}.\n{Body}");
        return this;
    }
}

/// <summary>What a browser does: keeps cookies, fills in a form with the hidden fields it came with, follows nothing by itself.</summary>
internal sealed partial class Browser(TestService service)
{
    public Dictionary<string, string> Cookies { get; } = [];

    public Seen? Last { get; private set; }

    public Task<Seen> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);

    /// <summary>Sends the form of the last page that posts to <paramref name="action"/>, with these fields typed in.</summary>
    public Task<Seen> SubmitAsync(string action, params (string Name, string Value)[] typed)
    {
        var form = Form().Matches(Last!.Body).Single(form => WebUtility.HtmlDecode(form.Groups[1].Value) == action).Value;
        var fields = Field().Matches(form).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(Value().Match(field.Value).Groups[1].Value));
        foreach (var (name, value) in typed) fields[name] = value;
        return PostAsync(action, fields);
    }

    public Task<Seen> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) }, []);

    /// <summary>A call of a page's own script.</summary>
    public Task<Seen> CallAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : ApiClient.Json(Encoding.UTF8.GetBytes(body)) }, headers);

    public Task<Seen> SendAsync(HttpMethod method, string path, HttpContent content) => SendAsync(new HttpRequestMessage(method, path) { Content = content }, []);

    public async Task<string> ProofAsync() => JsonNode.Parse((await GetAsync("/v1/session")).Must(200).Body)!["csrfToken"]!.ToString();

    private async Task<Seen> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        using var _ = request;
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (Cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await service.Http.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0) Cookies.Remove(pair[0]);
            else Cookies[pair[0]] = pair[1];
        }

        var seen = new Seen((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
        if (response.Content.Headers.ContentType?.MediaType == "text/html") Last = seen;
        return seen;
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input [^>]*name=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Field();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
