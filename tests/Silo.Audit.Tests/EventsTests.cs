using Consent.Api;

namespace Consent.Silo.Audit.Tests;

/// <summary>What the audit tells of commands, refusals and readings.</summary>
public sealed class EventsTests
{
    private readonly KeptAudit _audit = new();

    [Fact]
    public async Task A_command_is_told_with_its_author_version_and_trace()
    {
        await using var service = await _audit.StartAsync(isRequired: false);
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Events.Clear();
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        var told = Assert.Single(_audit.Events);
        Assert.Equal(("consent.command", "lavka", "c-1", "give-consent", "done", 1L), (told.EventType, told.Operator, told.Subject, told.Command, told.Outcome, told.Version));
        Assert.StartsWith("key:", told.Actor, StringComparison.Ordinal);
        Assert.NotEmpty(told.TraceId!);
        Assert.Equal(TestService.Monday.UtcDateTime, told.StartDate, TimeSpan.FromMinutes(1));
        Assert.Null(told.Problem);
    }

    [Fact]
    public async Task A_request_is_told_with_its_number_in_the_file_it_lies_in()
    {
        await using var service = await _audit.StartAsync(isRequired: false);
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Events.Clear();
        var number = await shop.RegisterAsync(Shop.Request(null));
        (await shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "заметка"}""")).Must(200);
        Assert.Equal(
            [("register-request", number, "~" + number), ("note-on-request", number, "~" + number)],
            _audit.Events.Where(told => told.Actor != "clock").Select(told => (told.Command, told.Number, told.Subject)));
    }

    [Fact]
    public async Task A_refusal_is_told_with_the_problem_and_the_trace_that_the_client_was_answered_with()
    {
        await using var service = await _audit.StartAsync(isRequired: false);
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Events.Clear();
        var answer = (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", version: "9"))).Must(422);
        var told = Assert.Single(_audit.Events);
        Assert.Equal(("consent.refusal", "give-consent", "refused", null), (told.EventType, told.Command, told.Outcome, told.Version));
        Assert.Equal((answer.Field("type"), answer.Field("traceId")), (told.Problem, told.TraceId));
    }

    [Fact]
    public async Task A_key_used_for_something_else_is_a_refusal()
    {
        await using var service = await _audit.StartAsync(isRequired: false);
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"), "one-key")).Must(201);
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-2"), "one-key")).MustBe(422, "idempotency-key-reused");
        Assert.Equal(("consent.refusal", "/problems/idempotency-key-reused"), (_audit.Events.Last().EventType, _audit.Events.Last().Problem));
    }

    [Fact]
    public async Task A_reading_of_personal_data_is_told_and_a_masked_one_is_not()
    {
        await using var service = await _audit.StartAsync(isRequired: false);
        var shop = await Shop.OpenAsync(service, "lavka");
        var number = await shop.RegisterAsync(Shop.Request("c-1"));
        _audit.Events.Clear();
        (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        Assert.Empty(_audit.Events);
        (await shop.Dpo.GetAsync($"/v1/requests/{number}?reason=answer")).Must(200);
        var told = Assert.Single(_audit.Events);
        Assert.Equal(("consent.reading", "record-reading", "c-1", number, "done"), (told.EventType, told.Command, told.Subject, told.Number, told.Outcome));
    }

    [Fact]
    public async Task What_is_done_to_the_catalogue_is_told_too()
    {
        await using var service = await _audit.StartAsync(isRequired: false);
        await Shop.OpenAsync(service, "lavka");
        Assert.Equal(
            ["define-purpose", "describe-operator", "invite-person", "issue-key", "issue-subject-link", "publish-text", "register-operator", "use-subject-link"], _audit.Events.Select(told => told.Command).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(_audit.Events, told => (told.Operator, told.Actor, told.Command) == ("~", "installation", "issue-key"));
    }

    [Fact]
    public async Task What_fails_is_told_as_failed()
    {
        Away? away = null;
        await using var service = await TestService.StartAsync(change: builder =>
        {
            builder.Services.Decorate<Storage.IJournal>(real => away = new Away(real));
            _audit.AddTo(builder, isRequired: false);
        });
        var shop = await Shop.OpenAsync(service, "lavka");
        away!.IsAway = true;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).MustBe(503, "storage-unavailable");
        var told = _audit.Events.Last(told => told.Subject == "c-1");
        Assert.Equal(("consent.command", "failed", "/problems/storage-unavailable"), (told.EventType, told.Outcome, told.Problem));
    }

    [Fact]
    public async Task The_engine_of_one_process_is_told_of_as_well()
    {
        await using var service = await TestService.StartAsync(change: builder =>
        {
            builder.UseEmbeddedEngine();
            _audit.AddTo(builder, isRequired: true);
        });
        var shop = await Shop.OpenAsync(service, "lavka");
        _audit.Events.Clear();
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1"))).Must(201);
        Assert.Equal([("give-consent", "asked"), ("give-consent", "done")], _audit.Events.Select(told => (told.Command, told.Outcome)));
    }

    private sealed class Away(Storage.IJournal inner) : JournalDecorator(inner)
    {
        public bool IsAway { get; set; }

        public override Task<Storage.AppendResult> TryAppendAsync(Storage.Append append, CancellationToken cancellationToken) =>
            IsAway ? throw new Storage.StorageUnavailableException("away") : base.TryAppendAsync(append, cancellationToken);
    }
}
