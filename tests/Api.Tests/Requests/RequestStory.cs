using Consent.Domain;
using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Requests;

/// <summary>A request on the journal and what happens to it, told to the engine itself; what is read of it goes over HTTP.</summary>
internal sealed class RequestStory(Shop shop, string subject, string number)
{
    /// <summary>Nobody of the answers may hold what is after this sign, unless a reason was named.</summary>
    public const string Mark = "ЗНАК";

    public const string Applicant = "\"name\": \"Иванова ЗНАК\", \"contact\": \"anna.ЗНАК@example.ru\"";

    public string Subject { get; } = subject;

    public string Number { get; } = number;

    public static async Task<RequestStory> BeginAsync(Shop shop, string kind = "access", string extra = "", string channel = "email", string details = "", string applicant = Applicant)
    {
        var subject = Shop.NewSubject();
        var body = Shop.Request(subject, kind, extra, channel, applicant).Replace($"\"kind\": \"{kind}\"", $"\"kind\": \"{kind}\"{details}", StringComparison.Ordinal);
        return new RequestStory(shop, subject, await shop.RegisterAsync(body));
    }

    public async Task<RequestStory> DoAsync(Func<string, DateTimeOffset, FileCommand> command)
    {
        var engine = shop.Service.Services.GetRequiredService<IEngine>();
        var outcome = await engine.ExecuteAsync(new FileKey(shop.Operator, new SubjectId(Subject)), new Envelope("key:test", command(Number, shop.Service.Clock.GetUtcNow())), default);
        Assert.True(outcome is Outcome.Done, outcome.ToString());
        return this;
    }

    public Task<RequestStory> ProvideAsync(string system, params (string Category, string Value)[] items) => DoAsync((number, now) =>
        new ProvideData(now, number, 1, system, [.. items.Select(item => new ProvidedItem(item.Category, new Personal(item.Value), new Personal("анкета")))]));

    public Task<Answer> ReadAsync(string path, string query = "") => shop.Dpo.GetAsync($"/v1/requests/{Number}/{path}{query}");

    /// <summary>The text of a letter with ordinary spaces, unmasked.</summary>
    public async Task<string> TextAsync(string path) => TextOf((await ReadAsync(path, "?reason=look")).Must(200));

    public static string TextOf(Answer answer) => answer.Field("text")!.Replace('\u00a0', ' ');

    public async Task<IReadOnlyList<string>> JournalAsync() =>
        [.. (await shop.EntriesAsync()).Where(entry => entry.Request == Number).Select(entry => entry.Name)];
}
