using System.Collections.Immutable;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A letter of the request journal as the entries up to an instant tell of it.</summary>
/// <param name="Own">Its entries, whoever looked at them left out.</param>
internal sealed record JournalCase(SubjectId Subject, SubjectRequest Request, RequestReceived Received, ImmutableArray<(Entry Entry, FileEvent Event)> Own, bool IsMasked, Rules Rules)
{
    /// <summary>Null where nothing was known of it by then. Of a destroyed person the letter stays, without what was personal.</summary>
    public static JournalCase? Of(FileKey file, string number, IReadOnlyList<Entry> entries, DateTimeOffset until, bool isMasked, Rules rules)
    {
        var (folded, own) = (SubjectFile.Empty, ImmutableArray.CreateBuilder<(Entry, FileEvent)>());
        foreach (var entry in entries)
        {
            if (entry.At > until) break;
            var happened = entry.Event;
            if (happened is SubjectDestroyed) break;
            folded = folded.Evolve(happened);
            if (entry.Request == number && happened is not PersonalDataRead) own.Add((entry, happened));
        }

        return folded.Request(number) is { } request
            ? new(file.Subject, request, own.Select(pair => pair.Item2).OfType<RequestReceived>().First(), own.ToImmutable(), isMasked, rules)
            : null;
    }

    public IEnumerable<T> Events<T>() where T : FileEvent => Own.Select(pair => pair.Event).OfType<T>();

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Rules.Zone).DateTime;

    public string? Show(Personal? personal) => Readings.Show(personal, IsMasked);
}
