using Consent.Bench.Data;
using Consent.Bench.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Bench.Bare;

/// <summary>What the web server and SQLite can do without us: the other side of every ratio, in a process of its own.</summary>
internal static class BareServer
{
    public static async Task<int> RunAsync(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Wire));
        var app = builder.Build();

        app.MapGet(BareRoutes.Ready, () => Results.Ok());
        MapAnswers(app);
        using var reads = new BareReads(database);
        MapReads(app, reads);
        using var inserts = new BareInsertsTable(database);
        MapInserts(app, inserts);
        await app.RunAsync();
        return 0;
    }

    // The same bytes as a check's answer, made the same way, with no key to check and nothing to look up.
    private static void MapAnswers(WebApplication app)
    {
        var answers = Stories.All.Select(BareAnswer.Of).ToArray();
        for (var i = 0; i < answers.Length; i++)
        {
            var answer = answers[i];
            app.MapGet(BareRoutes.Check(i), () => TypedResults.Json(answer with { CheckedAt = DateTime.UtcNow }, BareJson.Wire.BareAnswer));
        }

        var items = Enumerable.Range(0, CheckBatches.Size).Select(i => BareItem.Of(CheckBatches.Id(i), answers[i % answers.Length])).ToArray();
        app.MapPost(BareRoutes.Checks, (BareChecks body) =>
        {
            var results = new BareItem[body.Checks.Count];
            var now = DateTime.UtcNow;
            for (var i = 0; i < results.Length; i++) results[i] = items[i] with { CheckedAt = now };
            return TypedResults.Json(new BareItems(results), BareJson.Wire.BareItems);
        });
    }

    private static void MapReads(WebApplication app, BareReads reads)
    {
        var answers = Stories.All.Select(BareAnswer.Of).ToArray();
        app.MapGet(BareRoutes.Read, (string subject) =>
        {
            var (story, version) = reads.Find(subject);
            return TypedResults.Json(answers[story] with { Version = version, CheckedAt = DateTime.UtcNow }, BareJson.Wire.BareAnswer);
        });
    }

    private static void MapInserts(WebApplication app, BareInsertsTable inserts)
    {
        app.MapPost(BareRoutes.Inserts, async (HttpRequest request) =>
        {
            var body = new byte[inserts.RowSize];
            await request.Body.ReadAtLeastAsync(body, (int)Math.Min(body.Length, request.ContentLength ?? 0), throwOnEndOfStream: false);
            var id = await inserts.AddAsync(body);
            var row = new BareRow($"r-{id:000000000000000}", "given", $"r-{id:000000000000000}", BenchCatalogue.Newsletter, new BareText(BenchCatalogue.TextCode, 1), DateTime.UtcNow, $"/v1/consents/r-{id:000000000000000}/receipt");
            return TypedResults.Json(row, BareJson.Wire.BareRow, statusCode: StatusCodes.Status201Created);
        });
        app.MapGet(BareRoutes.Inserts, () => TypedResults.Text(inserts.Count().ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
