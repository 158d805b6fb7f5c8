using System.Text.Json;
using Consent.Domain;
using Consent.Grains.Journal;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>The register in Azure Cosmos DB: a partition per operator, every commit of the journal in one batch, queries by parameters, pages by our own cursors.</summary>
public sealed class CosmosRegister(CosmosAccount account) : IRegister, IRegisterWriter
{
    // Of more people of one name the desk has to say more than the name.
    private const int MostKnown = 5000;

    private readonly RegisterContainer _container = new(account.Database.GetContainer(Containers.Register));

    public async Task WriteAsync(OperatorId operatorId, IReadOnlyList<RegisterChange> changes, CancellationToken cancellationToken)
    {
        // What the last change says of a row is what stands.
        var documents = new Dictionary<string, RowDocument>();
        foreach (var (file, commit, rows) in changes)
        {
            foreach (var row in rows.Requests) Put(RequestDocument.Of(operatorId, commit, row));
            foreach (var row in rows.Demands) Put(DemandDocument.Of(operatorId, commit, row));
            foreach (var row in rows.Obligations) Put(ObligationDocument.Of(operatorId, commit, row));
            foreach (var row in rows.Contacts) Put(ContactDocument.Of(file, commit, row));
            Put(WakeUpDocument.Of(file, commit, rows.WakeUpAt));
            if (!rows.ForgetsContacts) continue;
            foreach (var id in documents.Values.OfType<ContactDocument>().Where(known => known.Subject == file.Subject.Value).Select(known => known.Id)
                .Concat(await _container.AskAsync(ContactQuestions.OfSubject(file.Subject), operatorId, row => row.GetString()!, cancellationToken)).ToList())
                Put(new ContactDocument(id, operatorId.Value, commit, file.Subject.Value, null));
        }

        await _container.WriteAsync(operatorId, documents.Values, cancellationToken);
        void Put(RowDocument document) => documents[document.Id] = document;
    }

    public async Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken) =>
        await _container.AskAsync(RequestQuestions.Page(query, await KnownAsync(operatorId, query.Search, cancellationToken)), operatorId, ReadRequest, cancellationToken);

    // Documents are not joined: whom the contacts belong to is asked first.
    private async Task<IReadOnlyCollection<SubjectId>> KnownAsync(OperatorId operatorId, RequestSearch? search, CancellationToken cancellationToken)
    {
        HashSet<SubjectId>? known = null;
        foreach (var contacts in search?.Contacts ?? [])
        {
            var whose = new HashSet<SubjectId>();
            foreach (var contact in contacts) whose.UnionWith(await FindByContactAsync(operatorId, contact, MostKnown, cancellationToken));
            if (known is null) known = whose;
            else known.IntersectWith(whose);
        }

        return known ?? [];
    }

    public async Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken) =>
        await _container.AskAsync(RequestQuestions.One(number), operatorId, ReadRequest, cancellationToken) is [var row] ? row : null;

    public async Task<IReadOnlyList<OpenRequests>> OpenAsync(OperatorId operatorId, DateTimeOffset now, CancellationToken cancellationToken) =>
    [
        .. (await _container.AskAsync(RequestQuestions.Open(), operatorId, ReadOpen, cancellationToken))
            .GroupBy(row => (row.Due, IsOverdue: row.EndsAt <= Numbers.Of(now), row.IsAssigned, row.AwaitsApplicant))
            .Select(group => new OpenRequests(group.Key.Due, group.Key.IsOverdue, group.Key.IsAssigned, group.Sum(row => row.Count)) { AwaitsApplicant = group.Key.AwaitsApplicant }),
    ];

    public Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, IReadOnlyList<OperatorId>? operators, CancellationToken cancellationToken) =>
        operators is { Count: 0 }
            ? Task.FromResult<IReadOnlyList<(FileKey, DateTimeOffset)>>([])
            : _container.AskAsync(
                WakeUpQuestions.Due(now, after, limit, operators),
                null,
                row => (new FileKey(new OperatorId(Text(row, "operator")), new SubjectId(Text(row, "subject"))), Microseconds.ToInstant(row.GetProperty("at").GetInt64())),
                cancellationToken);

    public Task<IReadOnlyList<ObligationRow>> ObligationsAsync(OperatorId operatorId, ObligationQuery query, CancellationToken cancellationToken) =>
        _container.AskAsync(
            ObligationQuestions.Page(query), operatorId, row => RegisterContainer.Read(row, DocumentJson.Default.ObligationDocument).Row(), cancellationToken);

    public async Task<IReadOnlyList<string>> CalendarsInUseAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        [.. (await _container.AskAsync(ObligationQuestions.Calendars(), operatorId, row => row.GetString()!, cancellationToken)).Order(StringComparer.Ordinal)];

    public Task<IReadOnlyList<CalendarUse>> CalendarUseAsync(CancellationToken cancellationToken) =>
        _container.AskAsync(
            ObligationQuestions.CalendarUse(), null,
            row => new CalendarUse(new OperatorId(Text(row, "operator")), Text(row, "calendar"), row.GetProperty("n").GetInt64()), cancellationToken);

    public async Task<IReadOnlyList<SubjectId>> CountedByAsync(OperatorId operatorId, string calendar, SubjectId? after, int limit, CancellationToken cancellationToken)
    {
        var subjects = new List<SubjectId>();
        while (true)
        {
            var rows = await _container.AskAsync(ObligationQuestions.CountedBy(calendar, after, limit), operatorId, row => new SubjectId(Text(row, "subject")), cancellationToken);
            subjects.AddRange(rows.Distinct().Take(limit - subjects.Count));
            if (rows.Count < limit || subjects.Count == limit) return subjects;
            after = rows[^1];
        }
    }

    public async Task<ReceivedDemands> ReceivedAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken) => new(
        (await _container.AskAsync(DemandQuestions.Letters(from, to), operatorId, row => row.GetInt64(), cancellationToken))[0]
            - (await _container.AskAsync(DemandQuestions.Continued(from, to), operatorId, row => row.GetString()!, cancellationToken)).Count,
        await _container.AskAsync(DemandQuestions.Groups(from, to), operatorId, DemandQuestions.ReadGroup, cancellationToken));

    // Nothing was written here before the register knew of demands and obligations.
    public Task<IReadOnlyList<FileKey>> UnlistedAsync(FileKey? after, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<FileKey>>([]);

    public async Task<IReadOnlyList<SubjectId>> FindByContactAsync(OperatorId operatorId, ContactRow contact, int limit, CancellationToken cancellationToken) =>
        [.. (await _container.AskAsync(ContactQuestions.Of(contact), operatorId, row => new SubjectId(row.GetString()!), cancellationToken))
            .OrderBy(subject => subject.Value, StringComparer.Ordinal).Take(limit)];

    public async Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken) =>
        RequestNumbers.Gaps((await _container.AskAsync(RequestQuestions.Ordinals(year), operatorId, row => row.GetInt32(), cancellationToken)).Order());

    private static RequestRow ReadRequest(JsonElement row) => RegisterContainer.Read(row, DocumentJson.Default.RequestDocument).Row();

    private static (DateOnly? Due, long EndsAt, bool IsAssigned, bool AwaitsApplicant, long Count) ReadOpen(JsonElement row) => (
        row.TryGetProperty("due", out var due) && due.ValueKind == JsonValueKind.String ? DateOnly.ParseExact(due.GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null,
        row.GetProperty("endsAt").GetInt64(),
        row.TryGetProperty("assignedTo", out var assigned) && assigned.ValueKind == JsonValueKind.String,
        row.TryGetProperty("awaitsApplicant", out var awaits) && awaits.ValueKind == JsonValueKind.True,
        row.GetProperty("n").GetInt64());

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
