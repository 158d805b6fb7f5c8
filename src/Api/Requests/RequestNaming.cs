using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Names the author of a letter that came from nobody known: the letter goes on in the person's file, with the terms of its receipt.</summary>
internal sealed class RequestNaming(IEngine engine, RequestFinder finder, FileReader reader, RequestFiles files, Sealing sealing, TimeProvider clock)
{
    /// <summary>What became of it, and the file and the number it has from now on.</summary>
    /// <exception cref="InvalidRequestException">The body is malformed.</exception>
    /// <exception cref="NotFoundException">There is no such request.</exception>
    public async Task<(OrderResult Result, string Number)> ExecuteAsync(
        string number, NameSubjectBody body, long? ifVersion, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var (fields, now) = (new Fields(), clock.GetUtcNow());
        var subject = fields.Subject(body.Subject, "subject");
        fields.ThrowIfWrong();
        var nameless = await finder.FindAsync(number, tenant, cancellationToken);
        var view = await (await reader.ReadAsync(nameless, null, cancellationToken)).OpenAsync(sealing, cancellationToken);
        var request = view.File.Request(number) ?? throw new NotFoundException();
        var person = tenant.File(subject);
        // Named already: the same answer to the same name, and the rules' own word to any other.
        if (request.ContinuedAs is { } known && await finder.FindAsync(known, tenant, cancellationToken) == person)
            return (new OrderResult(person, await StandsAsync()), known);
        if (!RequestActions.Permitted(view.File, request, now).Contains("name-subject"))
            return (await CloseAsync(number), number);

        // First where it goes on, then where it ends: whoever repeats it after a failure between the two finds the first done.
        var registered = await engine.ExecuteAsync(person, idempotency.Under($"named:{number}").Envelope(tenant.Actor, Copy(view, request, now), body), cancellationToken);
        if (registered is not Outcome.Done done) return (new OrderResult(person, registered is Outcome.KeyUsedForAnother ? new Outcome.Refused(new SubjectNotNameable(number)) : registered), number);
        number = done.Events.OfType<RequestReceived>().Single().Number;
        if (request.AssignedTo is { } executor) await engine.ExecuteAsync(person, new Envelope(tenant.Actor, new AssignRequest(now, number, executor)), cancellationToken);
        await files.GoOnAsync(view, request.Number, person, number, tenant.Actor, cancellationToken);
        var closed = await CloseAsync(number);
        return closed.Outcome is Outcome.Done ? (new OrderResult(person, await StandsAsync()), number) : (closed, number);

        async Task<Outcome> StandsAsync() => new Outcome.Done(person, (await reader.ReadAsync(person, null, cancellationToken)).File.Version, []);

        async Task<OrderResult> CloseAsync(string goesOnAs) => new(
            nameless,
            await engine.ExecuteAsync(
                nameless, idempotency.Envelope(tenant.Actor, new ContinueRequest(now, request.Number, goesOnAs) { IfVersion = ifVersion }, body), cancellationToken));
    }

    // The letter as it came, with what has been learned of its author since.
    private static RegisterRequest Copy(FileView view, SubjectRequest request, DateTimeOffset now)
    {
        var own = view.Entries.Where(entry => entry.Request == request.Number).Select(entry => entry.Event).ToList();
        var received = own.OfType<RequestReceived>().Single();
        return new RegisterRequest(
            now, "", received.At, received.Channel, received.Demands, received.Applicant, received.Relation, received.Content, received.Proof, received.ReplyBy)
        {
            Identity = request.Identity,
            IdentityEvidence = own.OfType<IdentityConfirmed>().LastOrDefault()?.Evidence,
            Continues = request.Number,
        };
    }
}
