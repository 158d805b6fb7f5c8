using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Consent.Api;

/// <summary>JSON answers of the API: written at once, with their length.</summary>
public static class Answers
{
    public static IResult Json<T>(T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) => new JsonAnswer<T>(value, shape, status);

    private sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> shape, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "application/json; charset=utf-8";
            await using var writer = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { Encoder = shape.Options.Encoder, SkipValidation = true });
            JsonSerializer.Serialize(writer, value, shape);
            response.ContentLength = writer.BytesPending + writer.BytesCommitted;
            await writer.FlushAsync(httpContext.RequestAborted);
        }
    }
}
