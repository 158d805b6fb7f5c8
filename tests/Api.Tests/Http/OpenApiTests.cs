namespace Consent.Api.Tests.Http;

public sealed class OpenApiTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Fact]
    public async Task The_document_is_of_version_3_1_and_everybodys_to_read()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1.", document["openapi"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["key"]!["scheme"]!.ToString());
    }

    [Fact]
    public async Task Every_mapped_operation_is_described_with_examples()
    {
        var document = await DocumentAsync();
        var mapped = MappedRoute.AllOf(open.Service).Where(route => (route.Pattern.StartsWith("/v1/", StringComparison.Ordinal) || route.Pattern.StartsWith("/health/", StringComparison.Ordinal))).ToList();
        Assert.Equal(
            mapped.Select(route => route.ToString()).Order(StringComparer.Ordinal),
            Operations(document).Select(pair => pair.Name).Order(StringComparer.Ordinal));
        foreach (var (name, operation) in Operations(document))
        {
            Assert.False(string.IsNullOrWhiteSpace(operation["summary"]?.ToString()), $"{name}: no summary");
            Assert.False(string.IsNullOrWhiteSpace(operation["description"]?.ToString()), $"{name}: no description");
            if (operation["requestBody"] is { } body) Assert.True((body["content"]!["application/json"] ?? body["content"]!["multipart/form-data"])!["example"] is not null, $"{name}: no example of a body");
            var successes = operation["responses"]!.AsObject().Where(response => response.Key[0] == '2').ToList();
            Assert.True(successes.Count > 0, $"{name}: no success");
            foreach (var (status, response) in successes)
            {
                Assert.True(response!["content"] is JsonObject { Count: > 0 }, $"{name}: {status} has no content");
                foreach (var (type, content) in response["content"]!.AsObject()) Assert.True(content!["example"] is not null, $"{name}: {status} {type} has no example");
            }
        }
    }

    [Fact]
    public async Task Every_request_of_the_document_is_accepted_by_the_service()
    {
        await using var service = await TestService.StartAsync();
        var document = (await service.Anonymous.GetAsync("/openapi/v1.json")).Must(200).Json;
        var root = service.Root;
        var examples = Operations(document).ToDictionary(pair => pair.Name, pair => pair.Operation["requestBody"]?["content"]?["application/json"]?["example"]?.ToJsonString());
        (await root.PutAsync("/v1/admin/operators/raketa", examples["PUT /v1/admin/operators/{id}"]!)).Must(200);
        (await root.PostAsync("/v1/admin/operators/raketa/keys", examples["POST /v1/admin/operators/{id}/keys"]!)).Must(201);
        (await root.PutAsync("/v1/admin/calendars/2028", examples["PUT /v1/admin/calendars/{year}"]!)).Must(200);
        var all = service.With((await root.PostAsync("/v1/admin/operators/raketa/keys", """{"name": "всё", "scopes": ["service", "dpo", "admin"]}""")).Must(201).Field("key"));
        (await all.PutAsync("/v1/purposes/newsletter", examples["PUT /v1/purposes/{code}"]!)).Must(200);
        (await all.PutAsync("/v1/purposes/contract", Shop.Purpose("contract"))).Must(200);
        (await all.PostAsync("/v1/texts", examples["POST /v1/texts"]!)).Must(201);
        (await all.PostAsync("/v1/consents", examples["POST /v1/consents"]!)).Must(201);
        (await all.PostAsync("/v1/grounds", examples["POST /v1/grounds"]!)).Must(201);
        (await all.PostAsync("/v1/checks", examples["POST /v1/checks"]!)).Must(200);
        (await all.PostAsync("/v1/withdrawals", examples["POST /v1/withdrawals"]!)).Must(201);
        var number = (await all.PostAsync("/v1/requests", examples["POST /v1/requests"]!)).Must(201).Field("number");
        Assert.NotNull(number);
        // The three that need no credential are no rows of the table.
        Assert.Equal(Route.All.Count(route => route.Body is not null) + 3, examples.Count(pair => pair.Value is not null));
    }

    [Fact]
    public async Task The_example_of_every_action_is_a_body_it_reads()
    {
        var document = await DocumentAsync();
        foreach (var route in Route.All.Where(route => route.Body is not null && (route.Make is not null || route.Pattern.Contains("{number}/", StringComparison.Ordinal))))
        {
            var example = Operations(document).Single(pair => pair.Name == route.ToString()).Operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();
            var answer = await route.CallAsync(route.ClientOf(open.Shop), route.PathOf(open.Shop, await route.MakeAsync(open.Shop)), example);
            // Read, and then perhaps refused: the example speaks of another day and another letter.
            Assert.True(answer.Status is 200 or 201 or 409 or 422, $"{route}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task Every_documented_operation_answers_as_documented()
    {
        var document = await DocumentAsync();
        foreach (var route in Route.All)
        {
            var operation = Operations(document).Single(pair => pair.Name == route.ToString()).Operation;
            var target = await route.MakeAsync(open.Shop);
            var answer = await route.CallAsync(route.ClientOf(open.Shop), route.PathOf(open.Shop, target), route.Body?.Invoke(target, Route.NewWord()));
            Assert.True(operation["responses"]!.AsObject().ContainsKey(answer.Status.ToString(CultureInfo.InvariantCulture)), $"{route}: {answer.Status} is not documented");
            var content = operation["responses"]![answer.Status.ToString(CultureInfo.InvariantCulture)]!["content"]!;
            Assert.True(content[answer.MediaType!] is not null, $"{route}: {answer.MediaType} is not documented");
            if (answer.MediaType == "application/json") Resembles(route.ToString(), answer.Json, content["application/json"]!["example"]!, "$");
        }
    }

    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui-bundle.js")]
    [InlineData("/docs/swagger-ui.css")]
    public async Task The_page_to_browse_the_document_loads(string path) => Assert.NotEmpty((await open.Service.Anonymous.GetAsync(path)).Must(200).Bytes);

    [Fact]
    public async Task The_page_is_found_at_docs_and_fetches_nothing_from_elsewhere()
    {
        (await open.Service.Anonymous.GetAsync("/docs")).Must(301);
        var page = (await open.Service.Anonymous.GetAsync("/docs/index.html")).Must(200).Body;
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_have_and_an_address_that_is_not_are_told_apart()
    {
        (await open.Shop.Dpo.SendAsync(HttpMethod.Delete, "/v1/purposes", (string?)null)).MustBe(405, "method-not-allowed");
        (await open.Shop.Dpo.GetAsync("/v1/no-such-thing")).MustBe(404, "not-found");
        (await open.Service.Anonymous.GetAsync("/")).Must(401);
    }

    private async Task<JsonNode> DocumentAsync() => (await open.Service.Anonymous.GetAsync("/openapi/v1.json")).Must(200).Json;

    private static IEnumerable<(string Name, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!);

    // Whatever the answer has of the example's fields has their kind; and the example shows every field of the answer.
    private static void Resembles(string route, JsonNode? actual, JsonNode? example, string at)
    {
        if (actual is null || example is null) return;
        Assert.True(actual.GetValueKind() == example.GetValueKind() || (actual.GetValueKind(), example.GetValueKind()) is (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False, System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False),
            $"{route}: {at} is {actual.GetValueKind()}, the example has {example.GetValueKind()}");
        if (actual is JsonObject fields)
            foreach (var (name, value) in example.AsObject()) Resembles(route, fields[name], value, $"{at}.{name}");
        if (actual is JsonArray { Count: > 0 } items && example is JsonArray { Count: > 0 } shown) Resembles(route, items[0], shown[0], at + "[0]");
    }
}
