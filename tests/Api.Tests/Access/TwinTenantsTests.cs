using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api.Tests.Access;

/// <summary>R21. Two operators with the same subjects, purposes, texts and keys of commands act at once; each one's words carry a mark, and no mark of one
/// is in anything that is sent to the other; and each sees the answers of its own model.</summary>
public sealed class TwinTenantsTests
{
    private const int Subjects = 40;
    private const int Workers = 4;

    private readonly ConcurrentBag<string> _wrong = [];
    private long _operations, _own;

    [Fact]
    public async Task No_operation_of_one_shows_anything_of_the_other()
    {
        await using var service = await TestService.StartAsync();
        await LiveAsync(service, Amount.Of("CONSENT_TWINS", 4000));
        Amount.Report($"{_operations} operations, {_own} answers with the own mark, {_wrong.Count} cross-reads or wrong answers");
        Assert.True(_wrong.IsEmpty, string.Join('\n', _wrong.Take(10)));
        Assert.True(_own > _operations / 50, $"only {_own} answers of {_operations} showed anything");
    }

    /// <summary>The negative control: a journal that now and then reads the same file of the other operator.</summary>
    [Fact]
    public async Task A_journal_that_mixes_operators_up_is_found()
    {
        await using var service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IJournal>(real => new Mixing(real)));
        await LiveAsync(service, 1500);
        Amount.Report($"{_operations} operations, {_wrong.Count} found");
        Assert.False(_wrong.IsEmpty);
    }

    private async Task LiveAsync(TestService service, int operations)
    {
        Shop[] shops = [await Shop.OpenAsync(service, "lavka"), await Shop.OpenAsync(service, "sosed")];
        await Task.WhenAll(
            from shop in shops
            from worker in Enumerable.Range(0, Workers)
            select Task.Run(() => WorkAsync(shop, shop == shops[0] ? "ZNAK-A" : "ZNAK-B", shop == shops[0] ? "ZNAK-B" : "ZNAK-A", worker, operations / (2 * Workers))));
    }

    // The same seed for both: they do the same to the same names at about the same time, and now and then otherwise.
    private async Task WorkAsync(Shop shop, string own, string other, int worker, int operations)
    {
        var (random, fate) = (new Random(worker), new Random(worker * 2 + (own == "ZNAK-A" ? 0 : 1)));
        var (stands, numbers) = (new Dictionary<string, bool>(), new List<(string Number, string Subject)>());
        for (var i = 0; i < operations; i++)
        {
            var subject = $"twin-{worker}-{random.Next(Subjects / Workers)}";
            var act = random.Next(12);
            if (fate.Next(4) == 0) continue;
            switch (act)
            {
                case 0 or 1:
                    Look(await shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, evidence: $"\"channel\": \"web\", \"page\": \"{own}\""), $"k-{worker}-{i}"), 200, 201);
                    stands[subject] = true;
                    break;
                case 2:
                    Look(await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject, "[\"newsletter\"]")), 201);
                    stands[subject] = false;
                    break;
                case 3:
                    var registered = Look(await shop.Dpo.PostAsync("/v1/requests", Shop.Request(subject, extra: $", \"content\": \"{own}\"", applicant: $"\"name\": \"{own}\"")), 201);
                    if (registered.Status == 201) numbers.Add((registered.Field("number")!, subject));
                    break;
                case 4 or 5 or 6:
                    var check = Look(await shop.Front.GetAsync($"/v1/check?subject={subject}&purpose=newsletter"), 200);
                    if ((check.Field("allowed") == "true") != stands.GetValueOrDefault(subject)) _wrong.Add($"{own}: {subject} is {check.Body}, the model says {stands.GetValueOrDefault(subject)}");
                    break;
                case 7:
                    Look(await shop.Dpo.GetAsync($"/v1/subjects/{subject}?reason={own}"), 200, 404);
                    break;
                case 8 when numbers.Count > 0:
                    var (number, of) = numbers[random.Next(numbers.Count)];
                    var read = Look(await shop.Dpo.GetAsync($"/v1/requests/{number}?reason={own}"), 200);
                    if (read.Field("subject") != of) _wrong.Add($"{own}: {number} is of {read.Field("subject")}, not of {of}");
                    break;
                case 9:
                    Look(await shop.Dpo.GetAsync($"/v1/requests?q={subject}"), 200);
                    break;
                case 10:
                    Look(await shop[Scope.Auditor].GetAsync("/v1/statistics?from=2026-01-01&to=2026-12-31"), 200);
                    break;
                case 11 when i % 10 == 0:
                    Look(await shop.Dpo.GetAsync($"/v1/access?limit=20&reason={own}"), 200);
                    break;
                default:
                    Look(await shop.Front.GetAsync("/v1/purposes"), 200);
                    break;
            }
        }

        Answer Look(Answer answer, params int[] expected)
        {
            Interlocked.Increment(ref _operations);
            if (!expected.Contains(answer.Status)) _wrong.Add($"{answer.Call}: {answer.Status} {answer.Body}");
            if (answer.Body.Contains(other, StringComparison.Ordinal)) _wrong.Add($"{answer.Call} shows the other's: {answer.Body}");
            if (answer.Body.Contains(own, StringComparison.Ordinal)) Interlocked.Increment(ref _own);
            return answer;
        }
    }

    private sealed class Mixing(IJournal inner) : JournalDecorator(inner)
    {
        private int _reads;

        public override ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken) =>
            file.Subject.Value.StartsWith("twin", StringComparison.Ordinal) && Interlocked.Increment(ref _reads) % 20 == 0
                ? base.ReadAsync(file with { Operator = new OperatorId(file.Operator.Value == "lavka" ? "sosed" : "lavka") }, cancellationToken)
                : base.ReadAsync(file, cancellationToken);
    }
}
