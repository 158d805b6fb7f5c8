using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>By what a person is looked for, one of the three, and why.</summary>
public sealed record SubjectSearchBody(string? Email, string? Phone, string? Document, string? Reason);

/// <summary>Whose the contact is: a subject, or the author of a letter who is not known as one.</summary>
public sealed record FoundSubject(string? Subject, string? Request);

public sealed record SubjectSearchAnswer(IReadOnlyList<FoundSubject> Items);

/// <summary>A person by an address, a phone or a document of a letter: <c>POST /v1/subjects/search</c>, so that none of them stands in an address or a log.</summary>
internal sealed class SubjectSearchApi(IRegister register, Sealing sealing, IEngine engine, TimeProvider clock)
{
    private const int Most = 100;

    public void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/subjects/search", PostAsync).For(Scope.Dpo)
            .Describe("Find a person by a contact", "By exactly one of `email`, `phone`, `document` as a letter gave it. The database has only keyed hashes of them. Each person found has the search on record as a reading, with its `reason`.", Examples.SubjectSearch, Examples.SubjectsFound)
            .Produces<SubjectSearchAnswer>();

    private async Task<IResult> PostAsync(SubjectSearchBody body, Tenant tenant, CancellationToken cancellationToken)
    {
        var contact = Read(body, out var reason);
        var row = ContactRow.Of(contact, await sealing.IndexKeyAsync(tenant.Operator, cancellationToken));
        var found = new List<FoundSubject>();
        foreach (var subject in await register.FindByContactAsync(tenant.Operator, row, Most, cancellationToken))
        {
            // Who cannot have the reading on record, being destroyed just now, is not found.
            var reading = new Envelope(tenant.Actor, new RecordReading(clock.GetUtcNow(), null, reason));
            if (await engine.ExecuteAsync(tenant.File(subject), reading, cancellationToken) is not Outcome.Done) continue;
            found.Add(subject.IsNamedByOperator ? new FoundSubject(subject.Value, null) : new FoundSubject(null, subject.Value[1..]));
        }

        return Answers.Json(new SubjectSearchAnswer(found), ApiJson.Wire.SubjectSearchAnswer);
    }

    private static Contact Read(SubjectSearchBody body, out string reason)
    {
        var fields = new Fields();
        (string? Text, string Field, Func<string, Contact?> Of)[] given =
            [(body.Email, "email", Contact.Email), (body.Phone, "phone", Contact.Phone), (body.Document, "document", Contact.Document)];
        foreach (var (text, field, _) in given) fields.OptionalText(text, field, 300);
        reason = fields.Text(body.Reason, "reason", 500);
        var (value, name, read) = Array.Find(given, one => one.Text is not null);
        if (given.Count(one => one.Text is not null) != 1) fields.Wrong("email", "FieldOneOf", "email, phone, document");
        var contact = value is null ? null : read(value);
        if (contact is null && value is not null) fields.Wrong(name, "FieldNotContact");
        fields.ThrowIfWrong();
        return contact!;
    }
}
