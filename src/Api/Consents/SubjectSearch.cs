using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Finds a person by an address, a phone or a document, of which the database has only keyed hashes.</summary>
internal sealed class SubjectSearch(IRegister register, Sealing sealing, IEngine engine, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>Everybody all the contacts fit; each has the search on record as a reading.</summary>
    /// <exception cref="InvalidRequestException">Nothing to look for, or no contact at all.</exception>
    public async Task<IReadOnlyList<FoundSubject>> FindAsync(SearchBody body, Tenant tenant, CancellationToken cancellationToken)
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

        return found;
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
