using System.Text;

namespace Consent.Api;

/// <summary>A form of the desk as it came: what was left empty was not said, and lines end as everywhere else.</summary>
internal sealed class DeskForm(IFormCollection form)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BadHttpRequestException">It is no form.</exception>
    public static async Task<DeskForm> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType) throw new BadHttpRequestException("No form.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return new DeskForm(await context.Request.ReadFormAsync(cancellationToken));
        }
        catch (InvalidDataException unreadable)
        {
            throw new BadHttpRequestException("Unreadable.", unreadable);
        }
    }

    public string? Text(string name) => form[name] is [{ } value, ..] && !string.IsNullOrWhiteSpace(value) ? value.ReplaceLineEndings("\n").Trim() : null;

    public bool Has(string name) => form[name].Count > 0;

    /// <summary>What was chosen of several.</summary>
    public IReadOnlyList<string?> Chosen(string name) => [.. form[name].Where(value => !string.IsNullOrEmpty(value))];

    /// <summary>A line for each; null where there is none.</summary>
    public IReadOnlyList<string?>? Lines(string name) => Text(name)?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public IFormFile? File(string name) => form.Files[name];

    /// <exception cref="InvalidRequestException">There is none, or it is no text.</exception>
    public async Task<string> FileTextAsync(string name, CancellationToken cancellationToken)
    {
        if (File(name) is not { Length: > 0 } file) throw new InvalidRequestException(name, Texts.Get("FieldRequired"));
        using var reader = new StreamReader(file.OpenReadStream(), Utf8);
        try
        {
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidRequestException(name, Texts.Get("BodyNotUtf8"));
        }
    }
}
