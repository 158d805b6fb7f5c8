using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Api.Tests.Requests;

/// <summary>Files of a request over HTTP.</summary>
public sealed class AttachmentsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, .. RandomNumberGenerator.GetBytes(600_000)];

    private Shop Shop => open.Shop;

    [Fact]
    public async Task A_file_comes_back_as_it_was_sent()
    {
        var number = await LetterAsync();
        var added = (await AttachAsync(Shop.Dpo, Path(number), "скан письма.pdf", Pdf)).Must(201);
        Assert.Equal(("application/pdf", "•••", "operator", Convert.ToHexStringLower(SHA256.HashData(Pdf))), (added.Field("type"), added.Field("name"), added.Field("by"), added.Field("sha256")));
        Assert.Equal((Pdf.Length, false), (added.Json["size"]!.GetValue<int>(), added.Json["public"]!.GetValue<bool>()));

        using var taken = await TakeAsync(Shop.Dpo, $"{Path(number)}/{added.Field("id")}?reason=проверка");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(Pdf, await taken.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(("application/octet-stream", Pdf.Length), (taken.Content.Headers.ContentType!.MediaType, taken.Content.Headers.ContentLength));
        Assert.Equal(("attachment", "скан письма.pdf"), (taken.Content.Headers.ContentDisposition!.DispositionType, taken.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(("nosniff", "no-store"), (string.Join("", taken.Headers.GetValues("X-Content-Type-Options")), taken.Headers.CacheControl!.ToString()));
        Assert.Contains("sandbox", string.Join("", taken.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_masked_until_a_reason_is_given_and_each_taking_is_on_record()
    {
        var number = await LetterAsync();
        var id = (await AttachAsync(Shop.Dpo, Path(number), "Иванова.pdf", Pdf)).Must(201).Field("id");
        Assert.Equal("•••", Only(await Shop.Dpo.GetAsync(Path(number)))["name"]!.ToString());
        Assert.Equal("•••", Only(await Shop[Scope.Auditor].GetAsync(Path(number) + "?reason=проверка"))["name"]!.ToString());
        Assert.Equal("Иванова.pdf", Only(await Shop.Dpo.GetAsync(Path(number) + "?reason=проверка"))["name"]!.ToString());
        Assert.Equal("Иванова.pdf", (await Shop.Dpo.GetAsync($"/v1/requests/{number}?reason=проверка")).Must(200).Json["attachments"]![0]!["name"]!.ToString());

        (await Shop.Dpo.GetAsync($"{Path(number)}/{id}")).MustBe(400, "malformed");
        (await Shop.Dpo.GetAsync($"{Path(number)}/{id}?reason=суд")).Must(200);
        var access = (await Shop.Dpo.GetAsync($"/v1/access?request={number}&outcome=revealed&operation=GET%20/v1/requests/%7Bnumber%7D/attachments/%7Battachment%7D&reason=проверка")).Must(200);
        Assert.Equal("суд", Assert.Single(access.Json["items"]!.AsArray())!["reason"]!.ToString());
        Assert.Contains((await Shop.OpenedAsync()).Where(entry => entry.Request == number), entry => entry.Event is PersonalDataRead { Reason.Value: "суд" });
    }

    [Fact]
    public async Task The_subject_sees_its_own_files_and_those_it_is_shown()
    {
        var number = await MineAsync();
        (await AttachAsync(Me, MyPath(number), "доверенность.pdf", Pdf)).Must(201);
        (await AttachAsync(Shop.Dpo, Path(number), "внутреннее.pdf", Pdf)).Must(201);
        (await AttachAsync(Shop.Dpo, Path(number), "ответ.pdf", Pdf, "true")).Must(201);
        Assert.Equal(["доверенность.pdf", "ответ.pdf"], await NamesAsync(Me, MyPath(number)));
        Assert.Equal(["доверенность.pdf", "внутреннее.pdf", "ответ.pdf"], await NamesAsync(Shop.Dpo, Path(number) + "?reason=проверка"));
        var mine = (await Me.GetAsync($"/v1/me/requests/{number}")).Must(200).Json;
        Assert.Equal(2, mine["attachments"]!.AsArray().Count);
        Assert.Equal(["доверенность.pdf", "ответ.pdf"], mine["timeline"]!.AsArray().Where(line => line!["kind"]!.ToString() == "attachment-added").Select(line => line!["text"]!.ToString()));

        var ids = (await Shop.Dpo.GetAsync(Path(number))).Json["items"]!.AsArray().Select(file => file!["id"]!.ToString()).ToList();
        foreach (var (id, status) in ids.Zip((int[])[200, 404, 200])) (await Me.GetAsync($"{MyPath(number)}/{id}")).Must(status);
    }

    [Fact]
    public async Task Anothers_request_has_no_files_for_anybody_else()
    {
        var (number, mine) = (await LetterAsync(), await MineAsync());
        var id = (await AttachAsync(Shop.Dpo, Path(number), "a.pdf", Pdf, "true")).Must(201).Field("id");
        foreach (var path in (string[])[MyPath(number), MyPath("2026-999999")])
        {
            (await AttachAsync(Me, path, "a.pdf", Pdf)).Must(404);
            (await Me.GetAsync(path)).Must(404);
            (await Me.GetAsync($"{path}/{id}")).Must(404);
        }

        (await AttachAsync(open.Neighbour.Dpo, Path(number), "a.pdf", Pdf)).Must(404);
        (await open.Neighbour.Dpo.GetAsync($"{Path(number)}/{id}?reason=x")).Must(404);
        // Of another request of the same operator too.
        (await Shop.Dpo.GetAsync($"{Path(mine)}/{id}?reason=x")).Must(404);
        (await Shop.Dpo.GetAsync($"{Path(number)}/0000?reason=x")).Must(404);
    }

    [Fact]
    public async Task What_is_sent_again_with_the_same_key_is_attached_once()
    {
        var number = await LetterAsync();
        var first = (await AttachAsync(Shop.Dpo, Path(number), "a.pdf", Pdf, key: "upload-1")).Must(201);
        var again = (await AttachAsync(Shop.Dpo, Path(number), "a.pdf", Pdf, key: "upload-1")).Must(201);
        Assert.Equal(first.Body, again.Body);
        Only(await Shop.Dpo.GetAsync(Path(number)));
        foreach (var (name, bytes, shown) in ((string, byte[], string?)[])[("b.pdf", Pdf, null), ("a.pdf", [.. Pdf, 1], null), ("a.pdf", Pdf, "true")])
            (await AttachAsync(Shop.Dpo, Path(number), name, bytes, shown, "upload-1")).MustBe(422, "idempotency-key-reused");
        Only(await Shop.Dpo.GetAsync(Path(number)));
        Assert.Empty(await LooseAsync(number));
    }

    [Fact]
    public async Task What_may_not_be_attached_is_refused_by_its_field_and_leaves_nothing()
    {
        var number = await LetterAsync();
        var before = open.Service.Written;
        (string Name, byte[] Bytes, string Problem)[] refused =
        [
            ("a.exe", "MZ"u8.ToArray(), "file-type-not-taken"), ("a.pdf", "MZ"u8.ToArray(), "file-type-not-taken"), ("a.html", "<html>"u8.ToArray(), "file-type-not-taken"),
            ("a.svg", "<svg/>"u8.ToArray(), "file-type-not-taken"), ("pdf", Pdf, "file-type-not-taken"), ("a.pdf", [], "file-empty"),
            ("a.pdf", [.. "%PDF-"u8, .. new byte[AttachmentTypes.MaxBytes - 4]], "file-too-large"), ("a.pdf", [.. "%PDF-"u8, .. new byte[AttachmentTypes.MaxBytes + 1_000_000]], "file-too-large"),
        ];
        foreach (var (name, bytes, problem) in refused)
            (await AttachAsync(Shop.Dpo, Path(number), name, bytes)).MustBe(422, problem, field: "file");
        // Beyond that nobody listens to the end.
        var (status, rest) = await RawHttp.SendAsync(open.Service, "POST", Path(number), new byte[(2 * (int)AttachmentTypes.MaxBytes) + 1], "Authorization: Bearer " + Shop.Dpo.Key, "Content-Type: multipart/form-data; boundary=x");
        Assert.True(status == 413, $"{status}{rest}");
        Assert.Equal(before, open.Service.Written);
        Assert.Empty(await LooseAsync(number));
        (await AttachAsync(Shop.Dpo, Path(number), "a.pdf", [.. "%PDF-"u8, .. new byte[AttachmentTypes.MaxBytes - 5]])).Must(201);
    }

    [Fact]
    public async Task Twenty_files_are_taken_and_no_more()
    {
        var number = await LetterAsync();
        for (var i = 0; i < AttachmentTypes.MaxPerRequest; i++) (await AttachAsync(Shop.Dpo, Path(number), $"{i}.txt", "слово"u8.ToArray(), key: $"{number}-{i}")).Must(201);
        (await AttachAsync(Shop.Dpo, Path(number), "a.txt", "слово"u8.ToArray())).MustBe(422, "too-many-files");
        // What was attached before is told again all the same.
        (await AttachAsync(Shop.Dpo, Path(number), "19.txt", "слово"u8.ToArray(), key: $"{number}-19")).Must(201);
        Assert.Empty(await LooseAsync(number));
    }

    [Fact]
    public async Task To_a_closed_request_the_operator_attaches_and_the_applicant_does_not()
    {
        var number = await MineAsync();
        (await Shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1}""")).Must(200);
        (await AttachAsync(Me, MyPath(number), "a.pdf", Pdf)).MustBe(409, "request-is-closed");
        (await AttachAsync(Shop.Dpo, Path(number), "a.pdf", Pdf)).Must(201);
    }

    [Theory]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/form-data", "", 400)]
    [InlineData("multipart/form-data; boundary=x", "", 400)]
    [InlineData("multipart/form-data; boundary=x", "nonsense", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"public\"\r\n\r\nyes\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"public\"\r\n\r\ntrue\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n%PDF-1\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\u0001.pdf\"\r\n\r\n%PDF-1\r\n--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1 and no end", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\n%PDF-1\r\n--x--\r\n", 400)]
    public async Task What_is_no_form_with_a_file_is_refused(string type, string body, int status)
    {
        var number = await LetterAsync();
        var before = open.Service.Written;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await Shop.Dpo.SendAsync(HttpMethod.Post, Path(number), content);
        Assert.True(answer.Status == status && answer.MediaType == "application/problem+json", $"{answer.Status} {answer.Body}");
        Assert.Equal(before, open.Service.Written);
    }

    [Theory]
    [InlineData("C:\\Users\\Анна\\паспорт.pdf", "паспорт.pdf")]
    [InlineData("../../etc/a.pdf", "a.pdf")]
    public async Task Of_a_name_the_last_part_is_kept(string sent, string kept)
    {
        var number = await LetterAsync();
        (await AttachAsync(Shop.Dpo, Path(number), sent, Pdf)).Must(201);
        Assert.Equal([kept], await NamesAsync(Shop.Dpo, Path(number) + "?reason=x"));
    }

    [Fact]
    public async Task The_package_of_evidence_holds_the_files_for_whoever_may_see_them()
    {
        var number = await LetterAsync();
        var id = (await AttachAsync(Shop.Dpo, Path(number), "a.pdf", Pdf)).Must(201).Field("id");
        var (whole, masked) = (await PackageAsync("?reason=суд"), await PackageAsync(""));
        Assert.Equal(Pdf, whole[$"files/{id}.pdf"]);
        Assert.DoesNotContain(masked.Keys, name => name.StartsWith("files/", StringComparison.Ordinal));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Pdf));
        Assert.Contains($"{hash}  files/{id}.pdf\n", Encoding.UTF8.GetString(whole["manifest.txt"]), StringComparison.Ordinal);
        Assert.All((IEnumerable<Dictionary<string, byte[]>>)[whole, masked], package => Assert.Contains(hash, Encoding.UTF8.GetString(package["journal.jsonl"]), StringComparison.Ordinal));

        async Task<Dictionary<string, byte[]>> PackageAsync(string query)
        {
            using var zip = new ZipArchive(new MemoryStream((await Shop.Dpo.GetAsync($"/v1/requests/{number}/evidence{query}")).Must(200).Bytes));
            return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
            {
                using var from = entry.Open();
                using var bytes = new MemoryStream();
                from.CopyTo(bytes);
                return bytes.ToArray();
            });
        }
    }

    [Fact]
    public async Task With_the_person_the_files_are_gone()
    {
        var number = await MineAsync("c-gone");
        var id = (await AttachAsync(Shop.Dpo, Path(number), "a.pdf", Pdf)).Must(201).Field("id")!;
        var (engine, store, file) = (open.Service.Services.GetRequiredService<IEngine>(), open.Service.Services.GetRequiredService<IAttachmentStore>(), new FileKey(Shop.Operator, new SubjectId("c-gone")));
        Assert.NotNull(await store.ReadAsync(file, id, 0, Cancel));
        Assert.IsType<Outcome.Done>(await engine.ExecuteAsync(file, new Envelope("test", new DestroySubject(open.Service.Time.Now, "акт № 1")), Cancel));
        Assert.Null(await store.ReadAsync(file, id, 0, Cancel));
        (await Shop.Dpo.GetAsync($"{Path(number)}/{id}?reason=x")).Must(404);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiClient Me => Shop[Scope.Subject];

    private static string Path(string number) => $"/v1/requests/{number}/attachments";

    private static string MyPath(string number) => $"/v1/me/requests/{number}/attachments";

    private Task<string> LetterAsync() => Shop.RegisterAsync(Shop.Request(Shop.NewSubject()));

    private async Task<string> MineAsync(string? subject = null) => subject is null
        ? (await Me.PostAsync("/v1/me/requests", """{"demands": [{"kind": "access"}]}""")).Must(201).Field("number")!
        : await Shop.RegisterAsync(Shop.Request(subject));

    private async Task<IReadOnlyList<(FileKey File, string Id)>> LooseAsync(string number)
    {
        var subject = (await Shop.Dpo.GetAsync($"/v1/requests/{number}")).Field("subject");
        var loose = await open.Service.Services.GetRequiredService<IAttachmentStore>().LooseAsync(open.Service.Time.Now.AddYears(1), 1000, Cancel);
        return [.. loose.Where(one => one.File.Subject.Value == subject)];
    }

    private static JsonNode Only(Answer list) => Assert.Single(list.Must(200).Json["items"]!.AsArray())!;

    private static async Task<string[]> NamesAsync(ApiClient client, string path) => [.. (await client.GetAsync(path)).Must(200).Json["items"]!.AsArray().Select(file => file!["name"]!.ToString())];

    private async Task<HttpResponseMessage> TakeAsync(ApiClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", client.Key) } };
        return await open.Service.Http.SendAsync(request);
    }

    private static Task<Answer> AttachAsync(ApiClient client, string path, string name, byte[] bytes, string? shown = null, string? key = null) =>
        Uploads.SendAsync(client, path, name, bytes, shown, key);
}
