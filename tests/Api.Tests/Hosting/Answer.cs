using System.Text.RegularExpressions;

namespace Consent.Api.Tests.Hosting;

/// <summary>What the service answered, with the words to say what was expected of it.</summary>
internal sealed partial record Answer(string Call, int Status, byte[] Bytes, string? MediaType, string? ETag)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    /// <summary>The body without what differs between two calls by design.</summary>
    public string BodyWithoutTrace => TraceId().Replace(Body, "");

    public string? Field(string path)
    {
        JsonNode? node = Json;
        foreach (var step in path.Split('.')) node = int.TryParse(step, out var index) ? node?.AsArray().ElementAtOrDefault(index) : (node as JsonObject)?[step];
        return node?.ToString();
    }

    public Answer Must(int status)
    {
        Assert.True(Status == status, $"{Call}: {status} was expected, not {Status}.\n{Body}");
        return this;
    }

    /// <summary>A refusal by its kebab name and, where given, the field at fault and the article.</summary>
    public Answer MustBe(int status, string problem, string? field = null, string? article = null)
    {
        Must(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal("/problems/" + problem, Json["type"]!.GetValue<string>());
        Assert.Equal(status, Json["status"]!.GetValue<int>());
        Assert.False(string.IsNullOrWhiteSpace(Field("title")), $"{Call}: no title");
        Assert.False(string.IsNullOrWhiteSpace(Field("detail")), $"{Call}: no detail");
        Assert.False(string.IsNullOrWhiteSpace(Field("traceId")), $"{Call}: no traceId");
        if (field is not null) Assert.True(Errors.ContainsKey(field), $"{Call}: '{field}' is not named.\n{Body}");
        if (article is not null) Assert.Equal(article, Field("article"));
        return this;
    }

    public JsonObject Errors => Json["errors"] as JsonObject ?? [];

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
