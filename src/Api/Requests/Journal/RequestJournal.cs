using System.Runtime.CompilerServices;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Which letters of the request journal are taken away, and as of when: what is recorded later is not known.</summary>
/// <param name="Reason">Why personal data is shown; without one it is masked.</param>
internal sealed record JournalPeriod(DateOnly From, DateOnly To, DateTimeOffset Until, string? Reason);

/// <summary>Reads the request journal of a period letter by letter, some at a time: however long it is, little of it is held.</summary>
internal sealed class RequestJournal(IRegister register, FileReader reader, Sealing sealing, Readings readings)
{
    private const int PageSize = 200;
    private const int AtOnce = 16;

    public async IAsyncEnumerable<JournalCase> ReadAsync(Tenant tenant, JournalPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new RequestQuery(null, null, null, null, null, RequestOrder.ReceivedOn, PageSize, null, period.Until, tenant.Rules.DayOf(period.Until)) { Received = new(period.From, period.To) };
        while (await register.RequestsAsync(tenant.Operator, query, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var some in page.Chunk(AtOnce))
                foreach (var known in await Task.WhenAll(some.Select(row => ReadAsync(tenant, row, period, cancellationToken))))
                    if (known is not null) yield return known;
            query = query with { After = RequestSort.CursorOf(page[^1], query.Order) };
        }
    }

    private async Task<JournalCase?> ReadAsync(Tenant tenant, RequestRow row, JournalPeriod period, CancellationToken cancellationToken)
    {
        var file = tenant.File(row.Subject);
        var view = await reader.ReadAsync(file, null, cancellationToken);
        if (JournalCase.Of(file, row.Number, view.Entries, period.Until, isMasked: true, tenant.Rules) is not { } known) return null;
        if (await IsMaskedAsync(file, row.Number, period, tenant, cancellationToken)) return known;
        return JournalCase.Of(file, row.Number, (await view.OpenAsync(sealing, cancellationToken)).Entries, period.Until, isMasked: false, tenant.Rules);
    }

    // The reading is on record in each file before it is shown. Of who is destroyed there is nothing left to show or to record.
    private async Task<bool> IsMaskedAsync(FileKey file, string number, JournalPeriod period, Tenant tenant, CancellationToken cancellationToken)
    {
        try
        {
            return await readings.IsMaskedAsync(file, number, period.Reason, tenant, cancellationToken);
        }
        catch (NotFoundException)
        {
            return true;
        }
    }
}
