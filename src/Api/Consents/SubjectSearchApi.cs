using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>By what a person is looked for, one of the three or several that must all fit, and why.</summary>
public sealed record SearchBody(string? Email, string? Phone, string? Document, string? Reason);

/// <summary>Whose the contact is: a subject, or the author of a letter who is not known as one.</summary>
public sealed record FoundSubject(string? Subject, string? Request);

public sealed record SubjectSearchAnswer(IReadOnlyList<FoundSubject> Items);

/// <summary>A person by an address, a phone or a document of a letter: <c>POST /v1/subjects/search</c>, so that none of them stands in an address or a log.</summary>
internal sealed class SubjectSearchApi(IRegister register, Sealing sealing, IEngine engine, TimeProvider clock)
{
    private const int Most = 100;

    public void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/subjects/search", PostAsync).For(Scope.Dpo).Recorded()
            .Describe("Find a person by a contact", "By `email`, `phone`, `document` as a letter gave them; of several all must fit. The database has only keyed hashes of them. Each person found has the search on record as a reading, with its `reason`.", Examples.SubjectSearch, Examples.SubjectsFound)
            .Produces<SubjectSearchAnswer>();

    private async Task<IResult> PostAsync(SearchBody body, Tenant tenant, Idempotency _, CancellationToken cancellationToken)
    {
        var contacts = Read(body, out var reason);
        var index = await sealing.IndexKeyAsync(tenant.Operator, cancellationToken);
        IEnumerable<SubjectId>? fit = null;
        foreach (var contact in contacts)
        {
            var whose = await register.FindByContactAsync(tenant.Operator, ContactRow.Of(contact, index), Most, cancellationToken);
            fit = fit?.Intersect(whose).ToList() ?? whose;
        }

        var found = new List<FoundSubject>();
        foreach (var subject in fit!)
        {
            // Who cannot have the reading on record, being destroyed just now, is not found.
            var reading = new Envelope(tenant.Actor, new RecordReading(clock.GetUtcNow(), null, reason));
            if (await engine.ExecuteAsync(tenant.File(subject), reading, cancellationToken) is not Outcome.Done) continue;
            found.Add(subject.IsNamedByOperator ? new FoundSubject(subject.Value, null) : new FoundSubject(null, subject.Value[1..]));
        }

        return Answers.Json(new SubjectSearchAnswer(found), ApiJson.Wire.SubjectSearchAnswer);
    }

    private static List<Contact> Read(SearchBody body, out string reason)
    {
        var (fields, contacts) = (new Fields(), new List<Contact>());
        reason = fields.Text(body.Reason, "reason", 500);
        Add(body.Email, "email", Contact.Email);
        Add(body.Phone, "phone", Contact.Phone);
        Add(body.Document, "document", Contact.Document);
        if (body is { Email: null, Phone: null, Document: null }) fields.Wrong("email", "FieldOneOf", "email, phone, document");
        fields.ThrowIfWrong();
        return contacts;

        void Add(string? text, string field, Func<string, Contact?> of)
        {
            if (fields.OptionalText(text, field, 300) is not { } given) return;
            if (of(given) is { } contact) contacts.Add(contact);
            else fields.Wrong(field, "FieldNotContact");
        }
    }
}
