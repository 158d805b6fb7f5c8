using Consent.Domain;

namespace Consent.Api.Tests.Subjects;

/// <summary>A subject in its own file and in no other.</summary>
public sealed class MeTests(OpenShop open) : IClassFixture<OpenShop>
{
    private Shop Shop => open.Shop;

    [Fact]
    public async Task Consents_are_seen_and_withdrawn_and_the_next_check_refuses()
    {
        (await Shop.Front.PostAsync("/v1/consents", Shop.Consent("me-10"))).Must(201);
        var me = await Shop.SubjectAsync("me-10");
        var consent = (await me.GetAsync("/v1/me/consents")).Must(200).Json["items"]!.AsArray().Single()!;
        Assert.Equal(("given", "newsletter"), (consent["status"]!.ToString(), consent["purpose"]!.ToString()));
        Assert.Equal("true", (await Shop.CheckAsync("me-10")).Field("allowed"));
        var withdrawn = (await me.PostAsync("/v1/me/withdrawals", """{"purposes": "all"}""")).Must(201);
        Assert.Equal(("sign-in", "false"), (withdrawn.Field("identity"), (await Shop.CheckAsync("me-10")).Field("allowed")));
        Assert.Equal("subject:me-10", (await Shop.EntriesAsync()).Last(entry => entry.Event is RequestReceived).Actor);
    }

    [Fact]
    public async Task A_request_is_sent_and_read_by_its_author_without_what_is_the_operators_own()
    {
        var me = await Shop.SubjectAsync("me-20");
        var number = (await me.PostAsync("/v1/me/requests", """
            {"demands": [{"kind": "access"}], "applicant": {"name": "Иванова Мария", "contact": "maria@example.ru"}, "content": "Что у вас обо мне?"}
            """)).Must(201).Field("number")!;
        (await Shop.Dpo.PostAsync($"/v1/requests/{number}/assign", """{"to": "Петрова"}""")).Must(200);
        (await Shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "внутри", "public": false}""")).Must(200);
        (await Shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "для вас", "public": true}""")).Must(200);
        (await Shop.Dpo.GetAsync($"/v1/requests/{number}?reason=look")).Must(200);

        var seen = (await me.GetAsync($"/v1/me/requests/{number}")).Must(200);
        Assert.Equal(("sign-in", "Что у вас обо мне?", "Иванова Мария"), (seen.Field("identity"), seen.Field("content"), seen.Field("applicant.name")));
        Assert.Contains("для вас", seen.Body, StringComparison.Ordinal);
        foreach (var hidden in (string[])["внутри", "Петрова", "key:", "personal-data-read", "mayBeRefusedBy"]) Assert.DoesNotContain(hidden, seen.Body, StringComparison.Ordinal);
        Assert.Empty(seen.Json["actions"]!.AsArray());
        Assert.IsType<PersonalDataRead>((await Shop.EntriesAsync())[^1].Event);
        Assert.Equal(number, (await me.GetAsync("/v1/me/requests")).Must(200).Field("items.0.number"));
    }

    [Fact]
    public async Task Anothers_number_is_no_number()
    {
        var (me, other) = (await Shop.SubjectAsync("me-30"), await Shop.SubjectAsync("me-31"));
        var theirs = (await other.PostAsync("/v1/me/requests", """{"demands": [{"kind": "access"}]}""")).Must(201).Field("number")!;
        var absent = (await me.GetAsync("/v1/me/requests/2026-999999")).MustBe(404, "not-found").BodyWithoutTrace;
        Assert.Equal(absent, (await me.GetAsync($"/v1/me/requests/{theirs}")).MustBe(404, "not-found").BodyWithoutTrace);
        Assert.Empty((await me.GetAsync("/v1/me/requests")).Must(200).Json["items"]!.AsArray());
        Assert.Empty((await me.GetAsync("/v1/me/consents")).Must(200).Json["items"]!.AsArray());

        // A key with the scope has no file of its own.
        var key = await Shop.KeyAsync(Scope.Subject);
        foreach (var path in (string[])["/v1/me/consents", "/v1/me/requests"]) (await key.GetAsync(path)).MustBe(404, "not-found");
        // The same key of two subjects is two commands.
        var mine = (await me.PostAsync("/v1/me/requests", """{"demands": [{"kind": "access"}]}""", "same")).Must(201);
        Assert.NotEqual(mine.Field("number"), (await other.PostAsync("/v1/me/requests", """{"demands": [{"kind": "access"}]}""", "same")).Must(201).Field("number"));
        Assert.Equal(mine.Body, (await me.PostAsync("/v1/me/requests", """{"demands": [{"kind": "access"}]}""", "same")).Must(201).Body);
    }

    [Fact]
    public async Task Requests_are_listed_by_pages_the_newest_first()
    {
        var me = await Shop.SubjectAsync("me-40");
        var sent = new List<string>();
        for (var i = 0; i < 5; i++) sent.Insert(0, (await me.PostAsync("/v1/me/requests", """{"demands": [{"kind": "other"}]}""")).Must(201).Field("number")!);
        var (read, cursor) = (new List<string>(), "");
        do
        {
            var page = (await me.GetAsync($"/v1/me/requests?limit=2{cursor}")).Must(200);
            read.AddRange(page.Json["items"]!.AsArray().Select(item => item!["number"]!.ToString()));
            cursor = page.Field("nextCursor") is { } next ? "&cursor=" + next : null;
        }
        while (cursor is not null);
        Assert.Equal(sent, read);
    }
}
