using Consent.Domain;

namespace Consent.Api;

/// <summary>By what a person is looked for, one of the three or several that must all fit, and why.</summary>
public sealed record SearchBody(string? Email, string? Phone, string? Document, string? Reason);

/// <summary>Whose the contact is: a subject, or the author of a letter who is not known as one.</summary>
public sealed record FoundSubject(string? Subject, string? Request);

public sealed record SubjectSearchAnswer(IReadOnlyList<FoundSubject> Items);

/// <summary>A person by an address, a phone or a document of a letter: <c>POST /v1/subjects/search</c>, so that none of them stands in an address or a log.</summary>
internal sealed class SubjectSearchApi(SubjectSearch search)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/subjects/search", PostAsync).For(Scope.Dpo).Recorded()
            .Describe("Find a person by a contact", "By `email`, `phone`, `document` as a letter gave them; of several all must fit. The database has only keyed hashes of them. Each person found has the search on record as a reading, with its `reason`.", Examples.SubjectSearch, Examples.SubjectsFound)
            .Produces<SubjectSearchAnswer>();

    private async Task<IResult> PostAsync(SearchBody body, Tenant tenant, Idempotency _, CancellationToken cancellationToken) =>
        Answers.Json(new SubjectSearchAnswer(await search.FindAsync(body, tenant, cancellationToken)), ApiJson.Wire.SubjectSearchAnswer);
}
