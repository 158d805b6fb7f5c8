using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>What a letter is written from: one demand of a request on its file, as of an instant, shown or masked.</summary>
internal sealed record LetterCase(FileView View, SubjectRequest Request, DemandState Demand, Rules Rules, DateTimeOffset Now, bool IsMasked)
{
    public IReadOnlyList<FileEvent> Events { get; } = [.. View.Entries.Where(entry => entry.Request == Request.Number).Select(entry => entry.Event)];

    public RequestReceived Received => Events.OfType<RequestReceived>().Single();

    public OperatorProfile? Operator => Rules.Catalogue.Profile;

    /// <summary>The last such thing that happened to the demand, or to the request whole.</summary>
    public T? Last<T>(Func<T, bool>? which = null) where T : FileEvent => Events.OfType<T>().LastOrDefault(which ?? (_ => true));

    /// <summary>What the operator's systems returned for the demand: of each, its last word.</summary>
    public IReadOnlyList<(string System, ProvidedItem Item)> Provided =>
        [.. Events.OfType<DataProvided>().Where(provided => provided.Demand == Demand.Id).GroupBy(provided => provided.System).Select(group => group.Last())
            .SelectMany(provided => provided.Items.Select(item => (provided.System, item)))];

    public IEnumerable<Obligation> Obligations(Duty duty) => Request.Obligations.Where(o => o.Demand == Demand.Id && o.Duty == duty);

    /// <summary>What whoever writes the letter has just typed itself: no secret to it.</summary>
    public Personal? Typed { get; init; }

    public string? Show(Personal? personal) => Readings.Show(personal, IsMasked && (Typed is null || personal?.Value != Typed.Value));

    public string Day(DateTimeOffset at) => Russian.Day(Rules.DayOf(at));

    public string Instant(DateTimeOffset at) => Russian.Instant(at, Rules.Zone);
}
