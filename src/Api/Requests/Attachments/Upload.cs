using Consent.Domain;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Consent.Api;

/// <summary>A form with one file, read as it comes: its fields stand before the file, whose bytes go on to whoever stores them and lie nowhere in between.</summary>
internal sealed class Upload
{
    /// <summary>Of the whole body: a file that is too large is still read to its end, so that a browser shows why it was not taken.</summary>
    public const long MaxBody = 2 * AttachmentTypes.MaxBytes;

    public const string Type = "multipart/form-data";

    /// <summary>The names of its fields, as the API and the pages have them.</summary>
    public const string FileField = "file";
    public const string PublicField = "public";

    public static OpenApiSchema Schema { get; } = new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { FileField },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [PublicField] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
            [FileField] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        },
    };

    private const int MostFields = 10;
    private const int LongestField = 4096;
    private const int LongestBoundary = 100;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private MultipartSection? _file;
    private string? _name;

    private Upload()
    {
    }

    public IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>The bytes of the file; empty where there is none.</summary>
    public Stream Bytes => _file?.Body ?? Stream.Null;

    public string? this[string field] => _fields.TryGetValue(field, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>The name the sender gave the file, without the folders before it.</summary>
    /// <exception cref="InvalidRequestException">There is no file, or its name cannot be kept.</exception>
    public string Name(Fields fields)
    {
        var name = fields.Text(_file is null || string.IsNullOrEmpty(_name) ? null : _name, FileField, AttachmentTypes.MaxName);
        fields.ThrowIfWrong();
        return name;
    }

    /// <summary>Whether the applicant is to see it; no where nothing is said.</summary>
    public bool IsPublic(Fields fields)
    {
        if (this[PublicField] is not (null or "true" or "false")) fields.Wrong(PublicField, "FieldNotWord", "true, false");
        return this[PublicField] == "true";
    }

    /// <summary>The form as far as the file; read once, however often it is asked for. A page's own proof in it stands for the header from then on.</summary>
    /// <exception cref="BadHttpRequestException">It is another type of content, or too large.</exception>
    /// <exception cref="InvalidRequestException">It is no form.</exception>
    public static async Task<Upload> OpenAsync(HttpContext context)
    {
        if (context.Features.Get<Upload>() is { } open) return open;
        var upload = new Upload();
        try
        {
            await upload.ReadFieldsAsync(context.Request, context.RequestAborted);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            throw new InvalidRequestException("body", Texts.Get("BodyUnreadable"));
        }

        // Where it is not said here it is nowhere: nobody else is to read the form to look for it.
        var proof = context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.FormFieldName;
        if (context.Request.Headers[Sessions.ProofHeader].Count == 0) context.Request.Headers[Sessions.ProofHeader] = upload._fields.GetValueOrDefault(proof, "none");
        context.Features.Set(upload);
        return upload;
    }

    /// <summary>The form of a page of ours, sent by that page; null for anything else.</summary>
    public static async Task<Upload?> FromPageAsync(IAntiforgery antiforgery, HttpContext context)
    {
        if (!PublicAddress.MayCarrySecrets(context.Request)) return null;
        var upload = await OpenAsync(context);
        try
        {
            return await antiforgery.IsRequestValidAsync(context) ? upload : null;
        }
        catch (AntiforgeryValidationException)
        {
            return null;
        }
    }

    /// <summary>What is left of the body is read and thrown away: a browser listens only when it has said everything.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Bytes.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            // What it was not taken for is told all the same.
        }
    }

    /// <summary>Whether the body itself is at fault, and not who reads it; what the server says of it is its own answer.</summary>
    public static bool IsUnreadable(Exception failure) => failure is InvalidDataException || (failure is IOException and not BadHttpRequestException);

    private async Task ReadFieldsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(Type, StringComparison.OrdinalIgnoreCase))
            throw new BadHttpRequestException("No form with a file.", StatusCodes.Status415UnsupportedMediaType);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary }) throw new InvalidDataException();
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = LongestField };
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var told) || HeaderUtilities.RemoveQuotes(told.Name).Value is not { } field) throw new InvalidDataException();
            if (field == FileField)
            {
                var name = HeaderUtilities.RemoveQuotes(told.FileNameStar.HasValue ? told.FileNameStar : told.FileName).Value ?? "";
                (_file, _name) = (section, name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim());
                return;
            }

            if (_fields.Count == MostFields) throw new InvalidDataException();
            using var text = new StreamReader(section.Body, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: false), detectEncodingFromByteOrderMarks: false);
            var value = new char[LongestField + 1];
            var length = await text.ReadBlockAsync(value, cancellationToken);
            if (length > LongestField || !_fields.TryAdd(field, new string(value, 0, length))) throw new InvalidDataException();
        }
    }
}

/// <summary>An endpoint that takes a file: of a size and for a time of its own.</summary>
internal sealed class TakesFile
{
    /// <summary>The policy of time for files on their way.</summary>
    public const string Timeout = "files";

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static readonly TakesFile Instance = new();
}

internal static class TakesFileExtensions
{
    /// <summary>Takes a form with one file, and only here as large a body.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint)
    {
        endpoint.WithMetadata(Api.TakesFile.Instance, new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Upload.MaxBody)).WithRequestTimeout(Api.TakesFile.Timeout);
        return endpoint;
    }

    /// <summary>Gives a file away, for as long as a slow line takes.</summary>
    public static RouteHandlerBuilder GivesFile(this RouteHandlerBuilder endpoint)
    {
        endpoint.WithRequestTimeout(Api.TakesFile.Timeout);
        return endpoint;
    }
}
