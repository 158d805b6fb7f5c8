using Consent.Domain;
using Consent.Engine;
using Consent.Engine.Proof;
using Consent.Storage;

namespace Consent.Api;

public sealed record ReceiptPurpose(string Code, LocalText Title, IReadOnlyList<string> PersonalData, IReadOnlyList<string> Actions, IReadOnlyList<string> Recipients, string LawfulBasis, string Article);

public sealed record ReceiptNotice(string Code, TextVersion Version, string Locale, string Sha256, string Body);

public sealed record ReceiptParty(string Role, string Id, string? Name, string? Address, string? Contact);

public sealed record ReceiptEvent(string Type, DateTimeOffset At, string RecordedBy);

/// <summary>A consent receipt with the fields of ISO/IEC TS 27560: header, processing, parties, events.</summary>
public sealed record ReceiptAnswer(
    string SchemaVersion, string RecordId, string PiiPrincipalId, string Status, ReceiptNotice Notice, ReceiptPurpose Purpose, IReadOnlyList<ReceiptParty> Parties,
    string CollectionMethod, DateTimeOffset GivenAt, DateTimeOffset? ExpiresAt, string WithdrawalMethod, string Jurisdiction, IReadOnlyList<ReceiptEvent> Events,
    string JournalHash, ProofAnswer? Proof = null);

/// <summary>The receipt of a consent: JSON, a page to print, or PDF by <c>Accept</c>.</summary>
internal sealed class ReceiptApi(FileReader reader, PdfPrinter printer, Checkpoints checkpoints)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/consents/{id}/receipt", GetAsync).For(Scope.Service, Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Read a receipt", "ISO/IEC TS 27560 fields, with the signed head and the path that prove its entry. `Accept: application/pdf` or `text/html` gives a printable one.", null, Examples.Receipt)
            .Produces<ReceiptAnswer>();

    private async Task<IResult> GetAsync(string id, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        if (!RecordIds.TryParse(id, out var subject, out var version)) return Problems.NotFound();
        var view = await reader.ReadAsync(tenant.File(subject), null, cancellationToken);
        if (Receipt(view, id, version, tenant.Rules.Catalogue) is not { } receipt) return Problems.NotFound();

        var accept = context.Request.Headers.Accept.ToString();
        if (accept.Contains("application/pdf", StringComparison.OrdinalIgnoreCase))
            return printer.IsAvailable
                ? TypedResults.Bytes(await printer.PrintAsync(ReceiptPage.Of(receipt, tenant.Rules), cancellationToken), "application/pdf", $"receipt-{id}.pdf")
                : Problems.Of(StatusCodes.Status406NotAcceptable, "NoPdfPrinter");
        return accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? ReceiptPage.Show(context, receipt, tenant.Rules)
            : Answers.Json(
                receipt with { Proof = await EvidenceApi.ProofAsync(checkpoints, view.Entries[(int)version - 1], cancellationToken) }, ApiJson.Wire.ReceiptAnswer);
    }

    internal static ReceiptAnswer? Receipt(FileView view, string id, long version, OperatorCatalogue catalogue)
    {
        if (version < 1 || version > view.Entries.Count || view.Entries[(int)version - 1] is not { Event: ConsentGiven given } entry) return null;
        var record = view.File.Consents.Single(consent => consent.Id == version);
        var text = catalogue.Find(given.Text)!;
        var purpose = catalogue.Purposes[given.Purpose];
        var profile = catalogue.Profile!;
        return new ReceiptAnswer(
            "ISO/IEC TS 27560:2023",
            id,
            view.Key.Subject.Value,
            ConsentsApi.StatusOf(record),
            new ReceiptNotice(text.Ref.Code, text.Ref.Version, text.Locale, text.Sha256, text.Body),
            new ReceiptPurpose(purpose.Code.Value, purpose.Title, purpose.Categories, purpose.Actions, purpose.Recipients, Words.Of(purpose.Basis), purpose.Article),
            [new ReceiptParty("controller", view.Key.Operator.Value, profile.LegalName, profile.Address, profile.Contacts)],
            given.Evidence.Channel,
            given.At,
            given.ExpiresAt,
            profile.Contacts,
            "RU",
            [.. view.Entries.Where(other => Concerns(other.Event, version) || other.Version == version)
                .Select(other => new ReceiptEvent(other.Name, other.Event.At, other.Actor))],
            Convert.ToHexStringLower(entry.Hash));
    }

    internal static bool Concerns(FileEvent happened, long consent) => happened switch
    {
        ConsentWithdrawn withdrawn => withdrawn.Consent == consent,
        ConsentExpired expired => expired.Consent == consent,
        _ => false,
    };
}
