using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Requests;

/// <summary>A letter from nobody known: nothing takes effect by itself until its author is named, and then it does, with the terms of its receipt.</summary>
public sealed class NamelessTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task Named_the_author_s_withdrawal_takes_effect_and_its_terms_run_from_the_receipt()
    {
        var subject = await GivenAsync();
        var (number, nameless) = await LetterAsync("withdrawal");
        Assert.Equal([("stop-on-withdrawal", "open"), ("destroy-on-withdrawal", "open")], nameless.Json["obligations"]!.AsArray().Select(o => (o!["duty"]!.ToString(), o["status"]!.ToString())));
        Assert.Contains("name-subject", ActionsOf(nameless));
        Assert.Equal("true", (await _shop.CheckAsync(subject)).Field("allowed"));

        var named = (await _shop.Dpo.PostAsync(Path(number), $$"""{"subject": "{{subject}}"}""")).Must(200);
        Assert.Equal((number, subject, "open"), (named.Field("continues"), named.Field("subject"), named.Field("status")));
        Assert.Equal(nameless.Field("receivedAt"), named.Field("receivedAt"));
        Assert.Equal(nameless.Field("obligations.1.due"), named.Field("obligations.1.due"));
        Assert.Equal("met", named.Field("obligations.0.status"));
        Assert.DoesNotContain("name-subject", ActionsOf(named));
        Assert.Equal(("false", "withdrawn"), ((await _shop.CheckAsync(subject)).Field("allowed"), (await _shop.CheckAsync(subject)).Field("reason")));

        var before = (await _shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        Assert.Equal(("closed", named.Field("number"), "continued"), (before.Field("status"), before.Field("continuedAs"), before.Field("demands.0.status")));
        Assert.DoesNotContain("open", before.Json["obligations"]!.AsArray().Select(o => o!["status"]!.ToString()));
        Assert.DoesNotContain("reopen", ActionsOf(before));
    }

    [Fact]
    public async Task Its_files_go_on_with_it_under_the_key_of_its_author()
    {
        var (subject, (number, _)) = (Shop.NewSubject(), await LetterAsync("access"));
        byte[] scan = [.. "%PDF-1.7 "u8, .. new byte[600_000]];
        (await Uploads.SendAsync(_shop.Dpo, $"/v1/requests/{number}/attachments", "скан.pdf", scan, "true")).Must(201);
        (await Uploads.SendAsync(_shop.Dpo, $"/v1/requests/{number}/attachments", "внутреннее.pdf", Uploads.Pdf)).Must(201);
        var named = (await _shop.Dpo.PostAsync(Path(number), $$"""{"subject": "{{subject}}"}""")).Must(200).Field("number")!;
        // Once, however often it is named.
        (await _shop.Dpo.PostAsync(Path(number), $$"""{"subject": "{{subject}}"}""")).Must(200);
        var files = (await _shop.Dpo.GetAsync($"/v1/requests/{named}/attachments?reason=x")).Must(200).Json["items"]!.AsArray();
        Assert.Equal([("скан.pdf", true), ("внутреннее.pdf", false)], files.Select(file => (file!["name"]!.ToString(), file["public"]!.GetValue<bool>())));
        Assert.Equal(scan, (await _shop.Dpo.GetAsync($"/v1/requests/{named}/attachments/{files[0]!["id"]}?reason=x")).Must(200).Bytes);
    }

    [Fact]
    public async Task A_name_given_again_is_the_same_and_another_is_refused()
    {
        var (subject, (number, _)) = (Shop.NewSubject(), await LetterAsync("access"));
        var named = (await _shop.Dpo.PostAsync(Path(number), $$"""{"subject": "{{subject}}"}""")).Must(200);
        Assert.Equal(named.Field("number"), (await _shop.Dpo.PostAsync(Path(number), $$"""{"subject": "{{subject}}"}""")).Must(200).Field("number"));
        (await _shop.Dpo.PostAsync(Path(number), $$"""{"subject": "{{Shop.NewSubject()}}"}""")).Must(409);
        (await _shop.Dpo.PostAsync(Path(named.Field("number")!), $$"""{"subject": "{{subject}}"}""")).Must(409);
    }

    [Fact]
    public async Task Named_by_two_at_once_it_goes_on_in_one_file()
    {
        var (number, _) = await LetterAsync("access");
        var subjects = Enumerable.Range(0, 6).Select(_ => Shop.NewSubject()).ToList();
        var answers = await Task.WhenAll(subjects.Select(subject => _shop.Dpo.PostAsync(Path(number), $$"""{"subject": "{{subject}}"}""")));
        Assert.Single(answers, answer => answer.Status == 200);
        var known = 0;
        foreach (var subject in subjects) known += (await _shop.Dpo.GetAsync($"/v1/subjects/{subject}")).Status == 200 ? 1 : 0;
        Assert.Equal(1, known);
    }

    [Fact]
    public async Task What_is_decided_has_its_author_and_keeps_its_file()
    {
        var (number, _) = await LetterAsync("other");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1, "text": "Ответ."}""")).Must(200);
        var refused = (await _shop.Dpo.PostAsync(Path(number), """{"subject": "c-1"}""")).Must(409);
        Assert.DoesNotContain("name-subject", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_statistics_it_is_one_letter_and_one_demand()
    {
        var shop = await Shop.OpenAsync(open.Service, "odno");
        var number = await shop.RegisterAsync(Shop.Request(null, "withdrawal"));
        (await shop.Dpo.PostAsync(Path(number), """{"subject": "c-1"}""")).Must(200);
        var counted = (await shop.Dpo.GetAsync("/v1/statistics?from=2026-01-01&to=2026-12-31")).Must(200);
        Assert.Equal(("1", "1"), (counted.Field("requests"), counted.Field("demands")));
        var days = await shop.Service.Services.GetRequiredService<IRegister>().DemandDaysAsync(shop.Operator, new(2026, 1, 1), new(2026, 12, 31), TestContext.Current.CancellationToken);
        Assert.Equal(1, days.Sum(day => day.Done + day.Late + day.Open));
    }

    private static string Path(string number) => $"/v1/requests/{number}/name-subject";

    private static IEnumerable<string> ActionsOf(Answer request) => request.Json["actions"]!.AsArray().Select(action => action!.ToString());

    private async Task<(string Number, Answer Request)> LetterAsync(string kind)
    {
        var request = (await _shop.Dpo.PostAsync("/v1/requests", Shop.Request(null, kind))).Must(201);
        return (request.Field("number")!, request);
    }

    private async Task<string> GivenAsync()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        return subject;
    }
}
