using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Consent.Domain;
using Consent.Engine.Proof;
using Consent.Storage.Proof;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Api.Tests.Proof;

/// <summary>Signed heads go outside the service; a database that was set back, rewritten or shown to somebody otherwise is found by who has them (R10, R26).</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-witness-");
    private readonly LogCapture _log = new();

    private string Outside => Path.Combine(_folder.FullName, "witness", "heads.jsonl");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _log.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_database_set_back_to_an_old_copy_is_found_at_the_next_head()
    {
        await using var service = await StartAsync(("File", Outside));
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        await SignAsync(service, shop);
        await service.StopAsync();
        Copy(service.DataFolder, "old");
        await service.StartAgainAsync();
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("c-1"))).Must(201);
        await SignAsync(service, shop);
        Assert.Null(await ProblemAsync(shop));
        await service.StopAsync();

        Restore("old", service.DataFolder);
        await service.StartAgainAsync();
        service.Time.Advance(TimeSpan.FromHours(1));
        // The withdrawal is gone, and the service alone cannot know it: the control.
        Assert.Equal("true", (await shop.CheckAsync("c-1")).Field("allowed"));
        Assert.Equal(0, (await VerifyAsync(shop)).Code);

        await SignAsync(service, shop);
        // Shorter than what the witness has, or as long by what was read since and not the same.
        Assert.Matches("set back|rewritten", await ProblemAsync(shop));
        Assert.Contains(_log.Lines, line => line.Contains("the log was", StringComparison.Ordinal));
        // And by an export with the heads the witness has, once it is signed later than they are.
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-2"))).Must(201);
        var (code, said) = await VerifyAsync(shop, "--against", Outside);
        Assert.True(code == 1, said);
    }

    [Fact]
    public async Task Two_readers_who_are_shown_two_logs_find_it_out_by_their_heads()
    {
        await using var service = await StartAsync(("File", Outside));
        var shop = await Shop.OpenAsync(service, "lavka");
        await SignAsync(service, shop);
        await service.StopAsync();
        Copy(service.DataFolder, "fork");
        await service.StartAgainAsync();
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        await SignAsync(service, shop);
        await service.StopAsync();

        // As many entries and more, but others: each log is whole by itself.
        Restore("fork", service.DataFolder);
        await service.StartAgainAsync();
        service.Time.Advance(TimeSpan.FromHours(1));
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-7"))).Must(201);
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-8"))).Must(201);
        await SignAsync(service, shop);
        Assert.Contains("rewritten, or shown to it otherwise", await ProblemAsync(shop), StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync(shop)).Code);
        Assert.Equal(1, (await VerifyAsync(shop, "--against", Outside)).Code);
    }

    [Fact]
    public async Task A_restored_backup_has_the_head_that_was_witnessed()
    {
        await using var service = await StartAsync(("File", Outside));
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        await SignAsync(service, shop);
        await service.StopAsync();
        Copy(service.DataFolder, "backup");
        Directory.Delete(service.DataFolder, recursive: true);
        Restore("backup", service.DataFolder);
        await service.StartAgainAsync();

        var witnessed = Heads().Last(head => head.Head.Origin.EndsWith("/lavka", StringComparison.Ordinal));
        Assert.Equal(0, (await VerifyAsync(shop, "--against", Outside)).Code);
        // Newer ones were signed over the readings since.
        var kept = (await shop.Dpo.GetAsync("/v1/checkpoints")).Must(200).Json["items"]!.AsArray().Select(item => Checkpoint.TryParse(item!["checkpoint"]!.ToString())!);
        var restored = kept.Single(head => head.Head.Size == witnessed.Head.Size);
        Assert.True(restored.Head.Says(witnessed.Head));
        Assert.Equal("true", (await shop.CheckAsync("c-1")).Field("allowed"));
        await SignAsync(service, shop);
        Assert.Null(await ProblemAsync(shop));

        // The control: a backup from before the head does not have it.
        Assert.DoesNotContain(Heads(), head => head.Head.Size < restored.Head.Size && head.Head.Says(restored.Head));
    }

    [Fact]
    public async Task A_webhook_gets_every_head_with_the_proof_that_it_continues_the_one_before_and_is_tried_until_it_answers()
    {
        var (calls, answer) = (new ConcurrentQueue<JsonNode>(), 500);
        await using var receiver = await ReceiverAsync(call =>
        {
            calls.Enqueue(call);
            return answer;
        });
        await using var service = await StartAsync(("Webhook", receiver.Urls.Single()));
        var shop = await Shop.OpenAsync(service, "lavka");
        await SignAsync(service, shop);
        await SignAsync(service, shop);
        Assert.Contains("500", await ProblemAsync(shop), StringComparison.Ordinal);
        Assert.Single(_log.Lines, line => line.Contains("Witness webhook does not take the signed head of lavka", StringComparison.Ordinal));
        Assert.True(Own().Count >= 2);

        answer = 200;
        await SignAsync(service, shop);
        Assert.Null(await ProblemAsync(shop));
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        await SignAsync(service, shop);
        var (before, after) = (Own()[^2], Own()[^1]);
        Assert.Equal(before["size"]!.GetValue<long>(), after["oldSize"]!.GetValue<long>());
        Assert.True(Merkle.IsConsistent(
            before["size"]!.GetValue<long>(), after["size"]!.GetValue<long>(), Convert.FromHexString(before["root"]!.ToString()), Convert.FromHexString(after["root"]!.ToString()),
            [.. after["consistency"]!.AsArray().Select(hash => Convert.FromHexString(hash!.ToString()))]));

        answer = 409;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-2"))).Must(201);
        await SignAsync(service, shop);
        Assert.Contains("409", await ProblemAsync(shop), StringComparison.Ordinal);

        List<JsonNode> Own() => [.. calls.Where(call => call["origin"]!.ToString().EndsWith("/lavka", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task A_mailbox_gets_a_letter_with_the_head_in_it()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var letters = new ConcurrentQueue<string>();
        var serving = ServeMailAsync(server, letters);
        await using (var service = await StartAsync(() =>
            [("Witness:Email", "dpo@example.ru"), ("Mail:From", "consent@example.ru"), ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{((IPEndPoint)server.LocalEndpoint).Port}"), ("Mail:StartTls", "false")]))
        {
            var shop = await Shop.OpenAsync(service, "lavka");
            await SignAsync(service, shop);
            Assert.Null(await ProblemAsync(shop));
            Assert.Equal("email", (await shop.Dpo.GetAsync("/v1/checkpoints")).Must(200).Field("witnesses.0.name"));
        }

        server.Stop();
        await serving;
        var letter = letters.First(letter => letter.Contains("Message-ID", StringComparison.OrdinalIgnoreCase) && Decoded(letter).Contains("/lavka", StringComparison.Ordinal));
        Assert.Contains("\nat 20", Decoded(letter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_signed_over_a_damaged_journal_and_it_is_told_once()
    {
        await using var service = await StartAsync(("File", Outside));
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        await SignAsync(service, shop);
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-2"))).Must(201);
        Execute(service, "UPDATE entries SET actor = 'key:somebody' WHERE subject = 'c-2'");
        var signed = (await shop.Dpo.GetAsync("/v1/checkpoints")).Must(200).Field("items.0.number");
        await SignAsync(service, shop);
        await SignAsync(service, shop);
        Assert.Equal(signed, (await shop.Dpo.GetAsync("/v1/checkpoints")).Must(200).Field("items.0.number"));
        Assert.Single(_log.Lines, line => line.Contains("The log of lavka is not signed any further", StringComparison.Ordinal));
        (await shop.Dpo.GetAsync("/v1/journal/export")).MustBe(503, "journal-damaged");
        var found = (await shop.Dpo.GetAsync("/v1/journal/verify")).Must(200).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.False(JsonNode.Parse(found)!["whole"]!.GetValue<bool>());
        Assert.Equal("c-2", JsonNode.Parse(found)!["file"]!.ToString());
        // Others are answered for, and what is proven stays proven.
        Assert.Equal("true", (await shop.CheckAsync("c-1")).Field("allowed"));
    }

    [Fact]
    public async Task The_live_database_is_checked_by_the_command_while_the_service_is_stopped()
    {
        await using var service = await StartAsync(("File", Outside));
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        await SignAsync(service, shop);
        var said = new StringWriter();
        // Running, it holds its database alone.
        Assert.Equal(2, await VerifyCommand.RunAsync(["--live"], said, _ => service.Build(), Cancel));
        await service.StopAsync();
        Assert.Equal(0, await VerifyCommand.RunAsync(["--live"], said, _ => service.Build(), Cancel));
        Assert.Contains("lavka: цело", said.ToString(), StringComparison.Ordinal);
        Execute(service, "UPDATE entries SET actor = 'key:somebody' WHERE subject = 'c-1'");
        Assert.Equal(1, await VerifyCommand.RunAsync(["--live"], said, _ => service.Build(), Cancel));
        Assert.Contains("lavka: НЕ ЦЕЛО", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_signing_key_stands_beside_those_before_it()
    {
        var number = 1;
        await using var service = await StartAsync(() => [("Witness:File", Outside), ("Checkpoints:KeyNumber", $"{number}")]);
        var shop = await Shop.OpenAsync(service, "lavka");
        await SignAsync(service, shop);
        number = 2;
        await service.RestartAsync();
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        await SignAsync(service, shop);
        Assert.Equal(2, (await shop.Dpo.GetAsync("/v1/checkpoints")).Must(200).Json["keys"]!.AsArray().Count);
        var (code, said) = await VerifyAsync(shop, "--against", Outside);
        Assert.True(code == 0, said);
        Assert.True(JsonNode.Parse((await shop.Dpo.GetAsync("/v1/journal/verify")).Must(200).Body.TrimEnd().Split('\n')[^1])!["whole"]!.GetValue<bool>());
    }

    private Task<TestService> StartAsync(params (string Name, string Value)[] witness) => StartAsync(() => [.. witness.Select(setting => ("Witness:" + setting.Name, setting.Value))]);

    private Task<TestService> StartAsync(Func<IEnumerable<(string Name, string Value)>> settings) => TestService.StartAsync(change: builder =>
    {
        builder.Configuration.AddInMemoryCollection(settings().ToDictionary(setting => "Consent:" + setting.Name, setting => (string?)setting.Value));
        builder.Logging.AddProvider(_log);
    });

    // Late enough that every witness wants to hear.
    private static Task SignAsync(TestService service, Shop shop)
    {
        service.Time.Advance(TimeSpan.FromMinutes(2));
        return service.Services.GetRequiredService<CheckpointWatch>().SignAsync(new OperatorId(shop.Id), Cancel);
    }

    private static async Task<string?> ProblemAsync(Shop shop) => (await shop.Dpo.GetAsync("/v1/checkpoints")).Must(200).Json["witnesses"]![0]!["problem"]?.ToString();

    private async Task<(int Code, string Said)> VerifyAsync(Shop shop, params string[] more)
    {
        var (export, key) = (Path.Combine(_folder.FullName, "journal.jsonl"), Path.Combine(_folder.FullName, "key.pem"));
        await File.WriteAllBytesAsync(export, (await shop.Dpo.GetAsync("/v1/journal/export")).Must(200).Bytes, Cancel);
        await File.WriteAllBytesAsync(key, (await shop.Dpo.GetAsync("/v1/checkpoints/key")).Must(200).Bytes, Cancel);
        var said = new StringWriter();
        return (await VerifyCommand.RunAsync([export, "--key", key, .. more], said, _ => throw new InvalidOperationException(), Cancel), said.ToString());
    }

    private List<Checkpoint> Heads() => [.. File.ReadAllLines(Outside).Select(line => Checkpoint.TryParse(JsonNode.Parse(line)!["checkpoint"]!.ToString())!)];

    private void Copy(string from, string name) => CopyFiles(from, Path.Combine(_folder.FullName, name));

    private void Restore(string name, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        CopyFiles(Path.Combine(_folder.FullName, name), to);
    }

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from)) CopyFiles(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static void Execute(TestService service, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(service.DataFolder, "consent.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    private static async Task<WebApplication> ReceiverAsync(Func<JsonNode, int> take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context => context.Response.StatusCode = take((await JsonNode.ParseAsync(context.Request.Body))!));
        await app.StartAsync();
        return app;
    }

    // Enough of SMTP to take letters.
    private static async Task ServeMailAsync(TcpListener server, ConcurrentQueue<string> letters)
    {
        try
        {
            while (true) _ = TakeLettersAsync(await server.AcceptTcpClientAsync(Cancel), letters);
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task TakeLettersAsync(TcpClient client, ConcurrentQueue<string> letters)
    {
        using var own = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                var letter = new StringBuilder();
                while (await reader.ReadLineAsync() is { } text && text != ".") letter.Append(text).Append('\n');
                letters.Enqueue(letter.ToString());
                await writer.WriteLineAsync("250 taken");
            }
            else
            {
                await writer.WriteLineAsync(line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye" : "250 ok");
            }
        }
    }

    private static string Decoded(string letter)
    {
        var body = letter[(letter.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Replace("\n", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetString(Convert.FromBase64String(body)).Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
