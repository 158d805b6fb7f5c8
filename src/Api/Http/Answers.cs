using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Storage;

namespace Consent.Api;

/// <summary>JSON answers of the API: written at once, with their length.</summary>
public static class Answers
{
    private const int KeepAtMost = 64 * 1024;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    public static IResult Json<T>(T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) => new JsonAnswer<T>(value, shape, status);

    private sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> shape, int status) : IResult, IStatusCodeHttpResult, IValueHttpResult<T>
    {
        /// <summary>What is answered, for a page that tells it in words.</summary>
        public T? Value => value;

        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            // Nothing waits between here and the copy, so the buffer is this answer's alone.
            var buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
            var writer = t_writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ReadableJson.Encoder, SkipValidation = true });
            buffer.ResetWrittenCount();
            writer.Reset(buffer);
            JsonSerializer.Serialize(writer, value, shape);
            writer.Flush();

            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = buffer.WrittenCount;
            response.BodyWriter.Write(buffer.WrittenSpan);
            if (buffer.Capacity > KeepAtMost) (t_buffer, t_writer) = (null, null);
            return Task.CompletedTask;
        }
    }
}
