using System.Diagnostics;
using System.Net.Http.Headers;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Fuzz;

/// <summary>R17. Requests generated from the OpenAPI document: no fault of ours, no status it does not name, nothing written by what is refused, and
/// afterwards every file is whole. <c>CONSENT_FUZZ</c> says how many, <c>CONSENT_FUZZ_SEED</c> which.</summary>
public sealed class FuzzTests
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<int, int> _statuses = [];
    private readonly HashSet<string> _reached = [];
    private TimeSpan _slowest;
    private string _slowestCall = "";

    [Fact]
    public async Task Whatever_the_document_allows_to_send_is_answered_as_it_says()
    {
        var (count, seed) = (Amount.Of("CONSENT_FUZZ", 3000), Amount.Of("CONSENT_FUZZ_SEED", 17));
        await using var service = await TestService.StartAsync();
        var shop = await RunAsync(service, count, seed);
        var files = await WholeAsync(shop);
        Amount.Report($"{count} requests, seed {seed}, {_reached.Count} operations; {string.Join(", ", _statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))}; {files} files whole; slowest {_slowest.TotalMilliseconds:0} ms, {_slowestCall}");
        Assert.True(_faults.Count == 0, $"seed {seed}, {_faults.Count} faults\n{string.Join('\n', _faults.Take(10))}");
        if (count >= 3000) Assert.Equal(Hosting.Route.All.Length + 2 + Hosting.Route.Everybodys.Length, _reached.Count);
    }

    /// <summary>The negative controls: a defect, a refusal that has written, and a status that is not in the document.</summary>
    [Theory]
    [InlineData("throws")]
    [InlineData("writes and refuses")]
    [InlineData("undocumented")]
    public async Task A_service_that_does_otherwise_is_found(string how)
    {
        await using var service = await TestService.StartAsync(change: builder =>
        {
            if (how != "undocumented") builder.Services.Decorate<IEngine>(real => new Faulty(real, how == "throws"));
        });
        await RunAsync(service, 500, 5, without: how == "undocumented" ? "400" : null);
        Amount.Report($"{how}: {_faults.Count} found in 500 requests");
        Assert.NotEmpty(_faults);
    }

    private async Task<Shop> RunAsync(TestService service, int count, int seed, string? without = null)
    {
        var shop = await Shop.OpenAsync(service, "lavka");
        await Target.MakeAsync(shop);
        foreach (var subject in (string[])["c-1", "c-2", "c-3"]) (await shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        var document = (await service.Anonymous.GetAsync("/openapi/v1.json")).Must(200).Json;
        var statuses = (from path in document["paths"]!.AsObject() from operation in path.Value!.AsObject() select (Name: $"{operation.Key.ToUpperInvariant()} {path.Key}", Statuses: operation.Value!["responses"]!.AsObject().Select(pair => pair.Key).Where(status => status != without).ToHashSet()))
            .ToDictionary(pair => pair.Name, pair => pair.Statuses);
        var (all, generator) = (await shop.KeyAsync(Enum.GetValues<Scope>()), new FuzzGenerator(document, seed));
        for (var i = 0; i < count; i++)
        {
            var made = generator.Next();
            // The key of the installation where only it may; an operator's key elsewhere.
            var key = made.Operation.Contains("/admin/", StringComparison.Ordinal) && (made.Operation.Contains("/admin/keys", StringComparison.Ordinal) || made.Operation.Contains("calendars", StringComparison.Ordinal) || i % 3 == 0) ? service.Root : all;
            var before = service.Written;
            var since = Stopwatch.GetTimestamp();
            var (status, body) = await SendAsync(service, key, made);
            var took = Stopwatch.GetElapsedTime(since);
            // A check that is asked for a version waits for it as long as the contract says.
            if (took > _slowest && !made.Path.Contains("atLeast", StringComparison.Ordinal)) (_slowest, _slowestCall) = (took, made.Operation);
            _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
            _reached.Add(made.Operation);
            var what = $"case {i}: {made.Method} {made.Path} {(made.Body is { } sent ? Encoding.UTF8.GetString(sent.AsSpan(0, Math.Min(500, sent.Length))) : "")}\n  {status} {body}";
            if (status >= 500) _faults.Add("a fault of ours, " + what);
            else if (!statuses[made.Operation].Contains($"{status}") && !(status == StatusCodes.Status405MethodNotAllowed && IsOfAnother(made.Path))) _faults.Add("not in the document, " + what);
            if (status >= 400 && service.Written != before) _faults.Add("refused and written, " + what);
            if (body.Contains("   at ", StringComparison.Ordinal)) _faults.Add("a stack, " + what);
            if (status == 201 && made.Operation == "POST /v1/requests") generator.Known["number"].Add(JsonNode.Parse(body)!["number"]!.ToString());
            if (status == 201 && made.Operation.EndsWith("/keys", StringComparison.Ordinal)) generator.Known["key"].Add(JsonNode.Parse(body)!["id"]!.ToString());
            if (generator.Known["number"].Count > 200) generator.Known["number"].RemoveRange(0, 100);
        }

        return shop;
    }

    // An address without the name that it should end with is that of the list, where another method may be asked.
    private static bool IsOfAnother(string path) => path.Split('?')[0].EndsWith('/');

    private static async Task<(int Status, string Body)> SendAsync(TestService service, ApiClient key, FuzzCase made)
    {
        using var request = new HttpRequestMessage(made.Method, made.Path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key.Key);
        foreach (var (name, value) in made.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (made.Body is { } body) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(made.ContentType) } };
        using var response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return ((int)response.StatusCode, isStream ? "" : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // Every file reads with its chain, folds, and its requests are on the register.
    private async Task<int> WholeAsync(Shop shop)
    {
        var cancel = TestContext.Current.CancellationToken;
        var register = shop.Service.Services.GetRequiredService<IRegister>();
        var files = (await shop.EntriesAsync()).Select(entry => entry.File).Where(file => file.Subject != SubjectId.Catalogue).Distinct().ToList();
        foreach (var file in files)
        {
            var folded = (await shop.Service.Journal.ReadAsync(file, cancel)).Aggregate(SubjectFile.Empty, (state, entry) => state.Evolve(entry.Event));
            foreach (var request in folded.Requests)
                if (await register.FindRequestAsync(file.Operator, request.Number, cancel) is not { } row || row.Subject != file.Subject || row.IsClosed != request.IsClosed)
                    _faults.Add($"{file}: {request.Number} is not on the register as it is in the file");
        }

        return files.Count;
    }

    private sealed class Faulty(IEngine inner, bool throws) : IEngine
    {
        private int _commands;

        public async Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _commands) % 5 != 0 || _commands < 20) return await inner.ExecuteAsync(file, envelope, cancellationToken);
            if (throws) throw new InvalidOperationException("A defect.");
            await inner.ExecuteAsync(file, envelope, cancellationToken);
            return new Outcome.Refused(new FileDestroyed());
        }

        public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) => inner.CheckAsync(file, purpose, at, cancellationToken);
    }
}
