using Consent.Domain;
using Microsoft.Extensions.Logging;

namespace Consent.Silo.Audit.Tests;

/// <summary>No audit record, no answer; and without that, the service goes on.</summary>
public sealed class RequiredTests
{
    private readonly KeptAudit _audit = new();

    [Fact]
    public async Task What_cannot_be_announced_is_not_carried_out()
    {
        await using var service = await _audit.StartAsync(isRequired: true);
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        var before = (await shop.EntriesAsync()).Count;
        _audit.Fails = _ => true;
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("c-1"))).MustBe(503, "storage-unavailable");
        (await shop.Admin.PutAsync("/v1/purposes/other", Shop.Purpose())).MustBe(503, "storage-unavailable");
        Assert.Equal(before, (await shop.EntriesAsync()).Count);

        // A check is no reading of personal data.
        Assert.Equal("true", (await shop.CheckAsync("c-1")).Field("allowed"));
        _audit.Fails = _ => false;
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("c-1"))).Must(201);
        Assert.Equal("withdrawn", (await shop.CheckAsync("c-1")).Field("reason"));
    }

    [Fact]
    public async Task What_was_carried_out_and_cannot_be_told_is_not_confirmed_until_it_can()
    {
        await using var service = await _audit.StartAsync(isRequired: true);
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Fails = told => told.Outcome != AuditNames.Asked;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"), "key-1")).MustBe(503, "storage-unavailable");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"), "key-1")).MustBe(503, "storage-unavailable");

        // What was announced is on the audit, and what was written is on the journal, once.
        Assert.Equal("asked", _audit.Events.Last().Outcome);
        Assert.Single(await shop.EntriesAsync(), entry => entry.Event is ConsentGiven);
        _audit.Fails = _ => false;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"), "key-1")).Must(201);
        Assert.Equal(("give-consent", "done", 1L), (_audit.Events.Last().Command, _audit.Events.Last().Outcome, _audit.Events.Last().Version));
        Assert.Single(await shop.EntriesAsync(), entry => entry.Event is ConsentGiven);
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_told_is_not_answered()
    {
        await using var service = await _audit.StartAsync(isRequired: true);
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Fails = told => told.EventType == AuditNames.Refusal;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", version: "9"))).MustBe(503, "storage-unavailable");
    }

    [Theory, InlineData("asked"), InlineData("done")]
    public async Task Personal_data_is_not_shown_when_its_reading_is_not_on_the_audit(string outcome)
    {
        await using var service = await _audit.StartAsync(isRequired: true);
        var shop = await Shop.OpenAsync(service, "lavka");
        var number = await shop.RegisterAsync(Shop.Request("c-1"));
        _audit.Fails = told => told.EventType == AuditNames.Reading && told.Outcome == outcome;
        var answer = (await shop.Dpo.GetAsync($"/v1/requests/{number}?reason=answer")).MustBe(503, "storage-unavailable");
        Assert.DoesNotContain("Иванова", answer.Body, StringComparison.Ordinal);
        (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        _audit.Fails = _ => false;
        Assert.Contains("Иванова", (await shop.Dpo.GetAsync($"/v1/requests/{number}?reason=answer")).Must(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_hangs_is_one_that_fails()
    {
        await using var service = await _audit.StartAsync(isRequired: true);
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Hangs = true;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).MustBe(503, "storage-unavailable");
        _audit.Hangs = false;
        Assert.Equal("no-consent", (await shop.CheckAsync("c-1")).Field("reason"));
    }

    [Fact]
    public async Task Where_it_is_not_required_the_service_goes_on_and_says_so_once()
    {
        using var log = new LogCapture();
        await using var service = await TestService.StartAsync(change: builder =>
        {
            builder.Logging.AddProvider(log);
            _audit.AddTo(builder, isRequired: false);
        });
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Fails = _ => true;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("c-1"))).Must(201);
        (await shop.Dpo.GetAsync("/v1/subjects/c-1?reason=answer")).Must(200);
        _audit.Fails = _ => false;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-2"))).Must(201);
        var own = log.Lines.Where(line => line.Contains(nameof(AuditTrail), StringComparison.Ordinal)).Select(line => line.Split(' ')[0]);
        Assert.Equal(["Critical", "Information"], own);
    }
}
