using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Bench.Bare;
using Consent.Bench.Data;
using Consent.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Bench.Journal;

internal sealed record BareLine(
    string Number, string Subject, DateTime ReceivedAt, string ReceivedOn, string Channel, string[] Kinds, string Status, string? Due, DateTime? EndsAt, string? AssignedTo);

internal sealed record BarePage(List<BareLine> Items);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BarePage))]
internal sealed partial class BareJournalJson : JsonSerializerContext
{
    public static BareJournalJson Wire => Readable.Instance;

    private static class Readable
    {
        public static readonly BareJournalJson Instance = new(new JsonSerializerOptions(Default.Options) { Encoder = ReadableJson.Encoder });
    }
}

/// <summary>A page of the journal with nothing but SQLite and the web server: a prepared statement, its rows, JSON.</summary>
internal static class BareJournal
{
    public static async Task<int> RunAsync(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJournalJson.Wire));
        var app = builder.Build();
        app.MapGet(BareRoutes.Ready, () => Results.Ok());
        for (var i = 0; i < JournalQuestion.All.Length; i++)
        {
            var idle = new ConcurrentBag<SqliteCommand>();
            var sql = JournalQuestion.All[i].Sql;
            app.MapGet(JournalQuestion.Address(i), () =>
            {
                if (!idle.TryTake(out var command)) command = Prepare(database, sql);
                var page = Read(command);
                idle.Add(command);
                return TypedResults.Json(page, BareJournalJson.Wire.BarePage);
            });
        }

        await app.RunAsync();
        return 0;
    }

    private static SqliteCommand Prepare(string database, string sql)
    {
        var command = SqlitePragmas.Open(database, "PRAGMA query_only = ON;").CreateCommand();
#pragma warning disable CA2100 // Only the bench's own statements come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Prepare();
        return command;
    }

    private static BarePage Read(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var lines = new List<BareLine>();
        while (row.Read() && lines.Count < JournalQuestion.PageSize)
            lines.Add(new BareLine(
                row.GetString(0), row.GetString(1), At(row.GetInt64(2)), row.GetString(3), row.GetString(4), row.GetString(5).Split(',', StringSplitOptions.RemoveEmptyEntries),
                row.GetBoolean(6) ? "closed" : "open", row.IsDBNull(7) ? null : row.GetString(7), row.GetInt64(8) is var ends and < long.MaxValue ? At(ends) : null, row.IsDBNull(9) ? null : row.GetString(9)));
        return new BarePage(lines);
    }

    private static DateTime At(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
