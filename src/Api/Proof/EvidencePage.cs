using System.Globalization;
using System.Net;
using System.Text;
using Consent.Domain;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>The evidence of one consent or request as one printable page without outside files.</summary>
internal static class EvidencePage
{
    private const string Style = """
        body { font: 11pt/1.45 "Liberation Sans", "DejaVu Sans", Arial, sans-serif; color: #1a1a1a; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 17pt; margin: 0 0 .25rem; } h2 { font-size: 13pt; margin: 1.5rem 0 .5rem; } .id { color: #555; margin: 0 0 1.5rem; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { width: 13rem; font-weight: normal; color: #555; } .list th { width: auto; } .hash, pre { font: 7.5pt/1.5 monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
        .text { border: 1px solid #ccc; border-radius: 4px; padding: .75rem 1rem; white-space: pre-wrap; } @page { margin: 18mm; }
        """;

    public static string Of(EvidenceFile story, IReadOnlyList<ConsentText> texts, Rules rules, Checkpoint head)
    {
        var html = new StringBuilder();
        var title = Texts.Get("Evidence.title." + story.Kind);
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{Texts.Culture.Name}\"><head><meta charset=\"utf-8\">");
        html.Append(CultureInfo.InvariantCulture, $"<meta name=\"viewport\" content=\"width=device-width\"><title>{Safe(title)}</title><style>{Style}</style></head><body>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Safe(title)}</h1><p class=\"id\">{Safe(story.Id)}</p><table>");
        var profile = rules.Catalogue.Profile!;
        Row("Receipt.operator", $"{profile.LegalName}, {profile.Address}");
        Row("Evidence.madeAt", Local(story.MadeAt));
        if (story.Masked) Row("Evidence.masked", Texts.Get("Evidence.maskedWhy"));
        if (story.Consent is { } consent) Consent(consent, story.Evidence!);
        if (story.Request is { } request) Request(request);
        html.Append("</table>");
        foreach (var text in texts)
            html.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(Texts.Get("Receipt.text"))}: {Safe(text.Ref.Code)}, {Safe(text.Ref.Version.Value)}</h2><div class=\"text\">{Safe(text.Body)}</div>");
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(Texts.Get("Evidence.entries"))}</h2><table class=\"list\">");
        foreach (var line in story.Entries)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{line.Seq}</td><td>{Safe(Local(line.At))}</td><td>{Safe(line.Kind)}</td><td>{Safe(line.Actor)}</td><td class=\"hash\">{line.Hash}</td></tr>");
        html.Append(CultureInfo.InvariantCulture, $"</table><h2>{Safe(Texts.Get("Evidence.head"))}</h2><pre>{Safe(head.ToString())}</pre><p>{Safe(Texts.Get("Evidence.howTo"))}</p>");
        return html.Append("</body></html>").ToString();

        void Consent(ReceiptAnswer receipt, EvidenceAnswer evidence)
        {
            Row("Receipt.status", Texts.Get("Receipt.status." + receipt.Status));
            Row("Receipt.givenAt", Local(receipt.GivenAt));
            Row("Receipt.expiresAt", receipt.ExpiresAt is { } ends ? Local(ends) : Texts.Get("Receipt.noEnd"));
            Row("Receipt.subject", receipt.PiiPrincipalId);
            Row("Receipt.purpose", receipt.Purpose.Title.Ru);
            Row("Receipt.basis", receipt.Purpose.Article);
            Row("Receipt.data", string.Join(", ", receipt.Purpose.PersonalData));
            Row("Receipt.actions", string.Join(", ", receipt.Purpose.Actions));
            Row("Receipt.withdrawal", receipt.WithdrawalMethod);
            Row("Evidence.channel", evidence.Channel);
            Row("Evidence.ip", evidence.Ip);
            Row("Evidence.userAgent", evidence.UserAgent);
            Row("Evidence.page", evidence.Page);
            Row("Evidence.signature", evidence.Signature);
            Row("Evidence.representative", evidence.Representative);
            Row("Evidence.authority", evidence.Authority);
            Row("Evidence.document", evidence.Document);
            Row("Receipt.textHash", receipt.Notice.Sha256);
        }

        void Request(RequestAnswer request)
        {
            Row("Evidence.receivedAt", Local(request.ReceivedAt));
            Row("Evidence.channel", request.Channel);
            Row("Evidence.demands", string.Join(", ", request.Demands.Select(demand => $"{demand.Kind} ({demand.Status})")));
            Row("Evidence.applicant", request.Applicant?.Name);
            foreach (var obligation in request.Obligations)
                RowOf($"{obligation.Duty}, {obligation.Article}", string.Create(CultureInfo.InvariantCulture, $"{obligation.Due:dd.MM.yyyy}, {obligation.Status}"));
        }

        void Row(string label, string? value) => RowOf(Texts.Get(label), value);

        void RowOf(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value)) html.Append(CultureInfo.InvariantCulture, $"<tr><th>{Safe(label)}</th><td>{Safe(value)}</td></tr>");
        }

        string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, rules.Zone).ToString("d MMMM yyyy, HH:mm:ss", Texts.Culture) + " (" + rules.Zone.Id + ")";
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
