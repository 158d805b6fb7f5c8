using Consent.Domain;
using Consent.Storage.Proof;

namespace Consent.Api.Tests.Proof;

/// <summary>The journal as a DPO or an auditor reads it, takes it away and checks it.</summary>
public sealed class JournalTests(OpenShop open) : IClassFixture<OpenShop>
{
    private ApiClient Auditor => open.Shop[Scope.Auditor];

    [Fact]
    public async Task The_journal_is_read_page_by_page_in_the_order_of_the_log()
    {
        for (var i = 0; i < 30; i++) (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201);
        var (seen, cursor) = (new List<JsonNode>(), "");
        do
        {
            var page = (await Auditor.GetAsync("/v1/journal?limit=20" + cursor)).Must(200).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["nextCursor"] is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(item => item["seq"]!.GetValue<int>()));
        Assert.Equal((await open.Service.Journal.ReadFeedAsync(new OperatorId(open.Shop.Id), 0, seen.Count, TestContext.Current.CancellationToken)).Select(entry => Convert.ToHexStringLower(entry.Hash)), seen.Select(item => item["hash"]!.ToString()));
    }

    [Fact]
    public async Task It_is_narrowed_by_subject_request_kind_actor_and_time()
    {
        var subject = Shop.NewSubject();
        (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        var number = await open.Shop.RegisterAsync(Shop.Request(subject));
        var ofSubject = await ItemsAsync($"subject={subject}");
        Assert.Equal("consent-given", ofSubject[0]["kind"]!.ToString());
        Assert.All(ofSubject, item => Assert.Equal(subject, item["file"]!.ToString()));
        Assert.Equal(ofSubject[0]["hash"]!.ToString(), ofSubject[1]["prev"]!.ToString());
        var ofRequest = await ItemsAsync($"request={number}");
        Assert.Equal("request-received", ofRequest[0]["kind"]!.ToString());
        Assert.All(ofRequest, item => Assert.Equal(number, item["request"]!.ToString()));
        Assert.All(await ItemsAsync("kind=consent-given"), item => Assert.Equal("consent-given", item["kind"]!.ToString()));
        var actor = ofSubject[0]["actor"]!.ToString();
        Assert.All(await ItemsAsync($"actor={actor}"), item => Assert.Equal(actor, item["actor"]!.ToString()));
        Assert.Empty(await ItemsAsync("from=2030-01-01"));
        Assert.Empty(await ItemsAsync("to=2020-01-01"));
        Assert.NotEmpty(await ItemsAsync("from=2026-10-12&to=2026-10-12"));
        Assert.Empty(await ItemsAsync("request=2026-999999"));
        Assert.Empty(await ItemsAsync("subject=nobody"));
    }

    [Theory]
    [InlineData("/v1/journal?cursor=nonsense", "cursor")]
    [InlineData("/v1/journal?from=yesterday", "from")]
    [InlineData("/v1/journal/export?format=xml", "format")]
    [InlineData("/v1/checkpoints/consistency", "from")]
    [InlineData("/v1/checkpoints/consistency?from=999999", "from")]
    [InlineData("/v1/checkpoints?cursor=!", "cursor")]
    public async Task What_is_asked_wrongly_is_refused_by_its_field(string path, string field) => (await Auditor.GetAsync(path)).MustBe(400, "malformed", field);

    [Fact]
    public async Task An_export_is_checked_offline_and_part_of_it_too()
    {
        (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201);
        var keys = PublicKey.TryParse((await Auditor.GetAsync("/v1/checkpoints/key")).Must(200).Body)!;
        var whole = (await Auditor.GetAsync("/v1/journal/export?format=jsonl")).Must(200);
        var report = await CheckAsync(whole.Bytes, keys);
        Assert.Equal((null, true), (report.Fault, report.IsWhole));
        Assert.Equal(report.Head!.Size, report.Entries);

        var none = await CheckAsync((await Auditor.GetAsync("/v1/journal/export?from=2030-01-01")).Must(200).Bytes, keys, await LastAsync());
        Assert.Equal((null, 0L), (none.Fault, none.Entries));
        var day = await CheckAsync((await Auditor.GetAsync("/v1/journal/export?from=2026-10-12&to=2026-10-12")).Must(200).Bytes, keys, await LastAsync());
        Assert.Null(day.Fault);
        Assert.True(day.Entries > 0);
    }

    [Fact]
    public async Task A_table_of_it_opens_in_a_spreadsheet()
    {
        var table = (await Auditor.GetAsync("/v1/journal/export?format=csv")).Must(200);
        Assert.Equal("text/csv", table.MediaType);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), table.Bytes[..3]);
        var lines = table.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("seq;at;actor;kind;file;version;request;hash;prev", lines[0].TrimStart('\uFEFF'));
        Assert.All(lines.Skip(1), line => Assert.Equal(9, line.Split(';').Length));
        Assert.True(lines.Length > 10);
    }

    [Fact]
    public async Task An_entry_is_proven_by_its_place_and_heads_by_one_another()
    {
        var first = await LastAsync();
        (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201);
        var proof = (await Auditor.GetAsync("/v1/journal/3/proof")).Must(200).Json;
        var entry = (await open.Shop.EntriesAsync())[2];
        Assert.Equal(Convert.ToHexStringLower(entry.Hash), proof["hash"]!.ToString());
        Assert.True(IsProven(proof));
        proof["path"]!.AsArray()[0] = proof["root"]!.DeepClone();
        Assert.False(IsProven(proof));

        var last = await LastAsync();
        Assert.True(last.Head.Size > first.Head.Size || last.Head.Says(first.Head));
        var between = (await Auditor.GetAsync($"/v1/checkpoints/consistency?from={first.Head.Size}&to={last.Head.Size}")).Must(200).Json;
        Assert.True(Merkle.IsConsistent(first.Head.Size, last.Head.Size, first.Head.Root, last.Head.Root, Hashes(between["path"]!)));
        (await Auditor.GetAsync("/v1/journal/999999/proof")).MustBe(404, "not-found");
    }

    [Fact]
    public async Task The_live_journal_is_checked_with_its_progress()
    {
        var lines = (await Auditor.GetAsync("/v1/journal/verify")).Must(200).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.True(lines[^1]["whole"]!.GetValue<bool>());
        Assert.Equal(lines[^1]["of"]!.ToString(), lines[^1]["checked"]!.ToString());
    }

    [Fact]
    public async Task A_receipt_proves_its_entry_by_itself()
    {
        var given = (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201);
        var receipt = (await open.Shop.Front.GetAsync(given.Field("receipt")!)).Must(200).Json;
        Assert.Equal(receipt["journalHash"]!.ToString(), receipt["proof"]!["hash"]!.ToString());
        Assert.True(IsProven(receipt["proof"]!));

        var number = await open.Shop.RegisterAsync(Shop.Request(Shop.NewSubject()));
        var ofRequest = (await open.Shop.Dpo.GetAsync($"/v1/requests/{number}/receipt")).Must(200).Json;
        Assert.Equal((number, "access"), (ofRequest["number"]!.ToString(), ofRequest["demands"]![0]!.ToString()));
        Assert.True(IsProven(ofRequest["proof"]!));
        var keys = PublicKey.TryParse((await Auditor.GetAsync("/v1/checkpoints/key")).Must(200).Body)!;
        Assert.Contains(keys, key => key.Fits(Checkpoint.TryParse(ofRequest["proof"]!["checkpoint"]!.ToString())!.Note));
    }

    private static bool IsProven(JsonNode proof)
    {
        var head = Checkpoint.TryParse(proof["checkpoint"]!.ToString())!.Head;
        return head.Size == proof["size"]!.GetValue<long>() && Convert.ToHexStringLower(head.Root) == proof["root"]!.ToString()
            && Merkle.IsIncluded(proof["seq"]!.GetValue<long>() - 1, head.Size, Merkle.Leaf(Convert.FromHexString(proof["hash"]!.ToString())), Hashes(proof["path"]!), head.Root);
    }

    private static List<byte[]> Hashes(JsonNode path) => [.. path.AsArray().Select(hash => Convert.FromHexString(hash!.ToString()))];

    private async Task<List<JsonNode>> ItemsAsync(string query) => [.. (await Auditor.GetAsync("/v1/journal?" + query)).Must(200).Json["items"]!.AsArray().Select(item => item!)];

    private async Task<Checkpoint> LastAsync()
    {
        (await Auditor.GetAsync("/v1/journal/export?from=2030-01-01")).Must(200);
        return Checkpoint.TryParse((await Auditor.GetAsync("/v1/checkpoints?limit=1")).Must(200).Json["items"]![0]!["checkpoint"]!.ToString())!;
    }

    private static async Task<ExportReport> CheckAsync(byte[] export, IReadOnlyList<PublicKey> keys, params Checkpoint[] older)
    {
        using var lines = new MemoryStream(export);
        return await new ExportCheck(keys, older).RunAsync(lines, null, TestContext.Current.CancellationToken);
    }
}
