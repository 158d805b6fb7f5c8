using System.Globalization;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>The letter that says under what number a request was received and by when it is answered.</summary>
internal static class PublicReceipt
{
    public static MailText Of(string to, Outcome.Done done, Rules rules)
    {
        var received = done.Events.OfType<RequestReceived>().Single();
        var terms = received.Obligations.Where(obligation => obligation is { Governs: true, Status: ObligationStatus.Open, Term: not Immediately })
            .Select(obligation => $"— {obligation.Deadline.Due.ToString("d MMMM yyyy", Texts.Culture)} ({obligation.Article})").Distinct();
        return new MailText(
            to,
            Texts.Get("Mail.receipt.subject", received.Number),
            Texts.Get(
                "Mail.receipt.body", received.Number, received.ReceivedOn.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo(Texts.Culture.Name)),
                rules.Catalogue.Profile!.Name, string.Join('\n', terms), rules.Catalogue.Profile.Contacts));
    }
}
