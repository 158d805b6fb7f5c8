using System.Diagnostics;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Seals;

/// <summary>R22: whoever has the database, its log, a backup or a dump, and not the ring, reads of no person; and nobody does after the destruction.</summary>
public sealed class StolenDatabaseTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly OperatorId Lavka = new("lavka");
    private static readonly FileKey Person = new(Lavka, new SubjectId("c-1"));

    [Fact]
    public async Task A_stolen_database_its_log_and_a_backup_show_no_person()
    {
        await using var service = await TestService.StartAsync();
        await MarkedLife.LiveAsync(await Shop.OpenAsync(service, "lavka"));
        var backup = Path.Combine(service.Data, "backup.db");
        Execute(service.Data, $"VACUUM INTO '{backup}'");

        foreach (var stolen in (byte[][])[Theft.Database(service.Data), Theft.Read(backup)])
        {
            Assert.Equal(0, Theft.Count(stolen, MarkedLife.Mark));
            Assert.NotEqual(0, Theft.Count(stolen, "request-received"));
        }

        await service.StopAsync();
        Assert.Equal(0, Theft.Count(Theft.Database(service.Data), MarkedLife.Mark));
        await service.StartAgainAsync();
        Assert.InRange(Theft.Count(await Theft.UnsealedAsync(service, Lavka), MarkedLife.Mark), 20, int.MaxValue);
    }

    [Fact]
    public async Task A_stolen_dump_of_PostgreSQL_shows_no_person()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        Assert.SkipWhen(PgDump is null, "pg_dump is not installed");
        var connection = await server.NewDatabaseAsync();
        await using var service = await TestService.StartAsync(change: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Consent:Storage"] = "postgres", ["ConnectionStrings:Postgres"] = connection,
        }));
        await MarkedLife.LiveAsync(await Shop.OpenAsync(service, "lavka"));
        var dump = await DumpAsync(connection);
        Assert.Equal(0, Marks(dump));
        Assert.Contains("request-received", dump, StringComparison.Ordinal);
        Assert.Contains("file_keys", dump, StringComparison.Ordinal);

        // The control: one entry that is not sealed, in the form a dump has it.
        await PostgresServer.ExecuteAsync(connection, $"UPDATE entries SET payload = convert_to('{{\"plain\":\"{MarkedLife.Mark}\"}}', 'UTF8') WHERE position = 1");
        Assert.Equal(1, Marks(await DumpAsync(connection)));
    }

    [Fact]
    public async Task After_destruction_the_key_is_nowhere_on_the_disk_and_the_ring_opens_nothing()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        await MarkedLife.LiveAsync(shop);
        var keys = service.Services.GetRequiredService<IFileKeys>();
        var wrapped = (await keys.ReadKeyAsync(Person, Cancel))!.Wrapped!;
        Assert.NotEqual(0, Theft.Count(Theft.Database(service.Data), wrapped));

        await service.DestroyAsync("lavka", "c-1");
        Assert.Equal("destroyed", (await shop.CheckAsync("c-1")).Field("reason"));
        // The log begins anew when nobody reads it: at once, or with one of the next commits.
        for (var i = 0; i < 20 && Theft.Count(Theft.Database(service.Data), wrapped) > 0; i++) (await shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201);
        Assert.Equal(0, Theft.Count(Theft.Database(service.Data), wrapped));

        var opened = await service.Services.GetRequiredService<Sealing>().OpenAsync(Person, await service.Journal.ReadAsync(Person, Cancel), Cancel);
        var received = opened.Select(entry => entry.Event).OfType<RequestReceived>().First();
        Assert.True(received.Applicant!.Name.IsDestroyed);
        Assert.Equal("данные уничтожены", received.Applicant.Contact!.Value);
    }

    private static string? PgDump => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetFiles("/usr/lib/postgresql", "pg_dump", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private static int Marks(string dump)
    {
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(MarkedLife.Mark));
        return dump.Split(MarkedLife.Mark, StringSplitOptions.None).Length - 1 + dump.Split(hex, StringSplitOptions.None).Length - 1;
    }

    private static async Task<string> DumpAsync(string connection)
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(connection);
        using var process = Process.Start(new ProcessStartInfo(PgDump!, ["-h", settings.Host!, "-p", settings.Port.ToString(CultureInfo.InvariantCulture), "-U", settings.Username!, settings.Database!])
        {
            RedirectStandardOutput = true, Environment = { ["PGPASSWORD"] = settings.Password },
        })!;
        var dump = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return dump;
    }

    private static void Execute(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "consent.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statement.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
