namespace Consent.Api.Tests.Hosting;

/// <summary>Forms with a file, as a client sends them.</summary>
internal static class Uploads
{
    public static readonly byte[] Pdf = "%PDF-1.7 слово"u8.ToArray();

    public static Task<Answer> SendAsync(ApiClient client, string path, string name, byte[] bytes, string? shown = null, string? key = null) =>
        client.SendAsync(HttpMethod.Post, path, Form(name, bytes, shown), key is null ? [] : [(Idempotency.Header, key)]);

    /// <summary>Written by hand: the name goes as a browser writes it, in UTF-8.</summary>
    public static ByteArrayContent Form(string name, byte[] bytes, string? shown = null, params (string Name, string Value)[] fields)
    {
        const string Boundary = "----wall";
        var text = string.Concat(
            fields.Concat(shown is null ? [] : [("public", shown)]).Select(field => $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{field.Item1}\"\r\n\r\n{field.Item2}\r\n"));
        var content = new ByteArrayContent(
        [
            .. Encoding.UTF8.GetBytes($"{text}--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"), .. bytes,
            .. Encoding.UTF8.GetBytes($"\r\n--{Boundary}--\r\n"),
        ]);
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={Boundary}");
        return content;
    }
}
