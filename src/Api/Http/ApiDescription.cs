using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Consent.Api;

/// <summary>Words and examples of an operation for the OpenAPI document.</summary>
public sealed record OperationExample(string? Request, string? Response);

internal static class ApiDescription
{
    private static readonly (string Status, string When)[] ProblemsOfEvery =
    [
        ("400", "Malformed: a field, a query parameter or the body"),
        ("401", "No credential"),
        ("404", "Absent, or not yours"),
        ("429", "Too many calls of one credential or address; Retry-After says when"),
        ("503", "The storage confirms no writes now; repeat with the same Idempotency-Key"),
    ];

    private static readonly (string Status, string When)[] ProblemsOfWriting =
    [
        ("409", "Against the state"),
        ("413", "The body is too large"),
        ("415", "The body is of a type that the operation does not take"),
        ("422", "Refused by a rule, with its article"),
    ];

    // What is asked of them may be a name that looks personal, or a year without a calendar.
    private static readonly string[] RefusingReads = ["terms", "check", "access", "statistics", "calendars/{year}", "journal", "export"];

    /// <summary>A summary, what it does, and examples as JSON text; null where there is no body.</summary>
    public static TBuilder Describe<TBuilder>(this TBuilder endpoint, string summary, string description, string? request, string? response)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithSummary(summary).WithDescription(description).WithMetadata(new OperationExample(request, response));

    public static Task DescribeOperationAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isWriting = context.Description.HttpMethod is "POST" or "PUT";
        operation.Responses ??= [];
        foreach (var (status, when) in isWriting ? [.. ProblemsOfEvery, .. ProblemsOfWriting] : ProblemsOfEvery)
            operation.Responses.TryAdd(status, Problem(when));
        if (!isWriting && Array.Exists(RefusingReads, path => context.Description.RelativePath?.EndsWith(path, StringComparison.Ordinal) == true))
            operation.Responses.TryAdd("422", Problem("Refused by a rule, with its article"));
        if (context.Description.RelativePath is "v1/check") operation.Responses.TryAdd("409", Problem("The file has not reached `atLeast`"));
        if (isWriting && context.Description.RelativePath?.Contains("/{number}/", StringComparison.Ordinal) == true)
            operation.Responses.TryAdd("412", Problem("The request has changed since the version of If-Match"));
        if (context.Description.HttpMethod == "POST")
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Idempotency.Header,
                In = ParameterLocation.Header,
                Description = "The same key and the same body have one effect and one answer, for three days at least.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
            });

        if (metadata.OfType<OperationExample>().FirstOrDefault() is not { } example) return Task.CompletedTask;
        if (example.Request is not null && operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true)
            body.Example = JsonNode.Parse(example.Request);
        // The schema there is JSON's.
        if (operation.RequestBody?.Content?.TryGetValue(CalendarUpload.FileType, out var file) == true)
            (file.Schema, file.Example) = (new OpenApiSchema { Type = JsonSchemaType.String }, JsonValue.Create(Examples.CalendarFile));
        if (example.Request is not null && operation.RequestBody?.Content?.TryGetValue(Upload.Type, out var form) == true)
            (form.Schema, form.Example) = (Upload.Schema, JsonNode.Parse(example.Request));
        foreach (var (status, response) in operation.Responses)
            if (example.Response is { } shown && status[0] == '2')
                foreach (var (type, content) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
                    content.Example = type == "application/json" ? JsonNode.Parse(shown) : JsonValue.Create(shown);
        return Task.CompletedTask;
    }

    public static Task DescribeDocumentAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Consent",
            Version = "v1",
            Description = "Consents, grounds, checks and requests of data subjects under 152-ФЗ. Errors are application/problem+json (RFC 9457) with the field and the article.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of the service; it binds the operator." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }

    private static OpenApiResponse Problem(string when) => new()
    {
        Description = when,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                        ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["article"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Object },
                        ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        },
    };
}
