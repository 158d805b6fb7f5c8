using System.Globalization;
using System.Net;
using System.Text;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The receipt as one printable page without outside files.</summary>
internal static class ReceiptPage
{
    private const string Style = """
        body { font: 11pt/1.45 "Liberation Sans", "DejaVu Sans", Arial, sans-serif; color: #1a1a1a; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 17pt; margin: 0 0 .25rem; } .id { color: #555; margin: 0 0 1.5rem; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: 13rem 1fr; gap: .45rem 1rem; } dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
        .text { border: 1px solid #ccc; border-radius: 4px; padding: .75rem 1rem; white-space: pre-wrap; margin: 1rem 0; }
        .hash { font: 7.5pt/1.5 monospace; } @page { margin: 18mm; } @media (max-width: 30rem) { dl { grid-template-columns: 1fr; } }
        """;

    public static IResult Show(HttpContext context, ReceiptAnswer receipt, Rules rules)
    {
        SecurityHeaders.OfPageWithStyle(context.Response, Style);
        return TypedResults.Content(Of(receipt, rules), "text/html; charset=utf-8");
    }

    public static string Of(ReceiptAnswer receipt, Rules rules)
    {
        var controller = receipt.Parties[0];
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{Texts.Culture.Name}\"><head><meta charset=\"utf-8\">");
        html.Append(CultureInfo.InvariantCulture, $"<meta name=\"viewport\" content=\"width=device-width\"><title>{Safe(Texts.Get("Receipt.title"))}</title><style>{Style}</style></head><body>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Safe(Texts.Get("Receipt.title"))}</h1><p class=\"id\">{Safe(receipt.RecordId)}</p><dl>");
        Row("Receipt.status", Texts.Get("Receipt.status." + receipt.Status));
        Row("Receipt.givenAt", Local(receipt.GivenAt));
        Row("Receipt.expiresAt", receipt.ExpiresAt is { } ends ? Local(ends) : Texts.Get("Receipt.noEnd"));
        Row("Receipt.subject", receipt.PiiPrincipalId);
        Row("Receipt.operator", $"{controller.Name}, {controller.Address}");
        Row("Receipt.purpose", Texts.Culture.Name == "en" ? receipt.Purpose.Title.En ?? receipt.Purpose.Title.Ru : receipt.Purpose.Title.Ru);
        Row("Receipt.basis", receipt.Purpose.Article);
        Row("Receipt.data", string.Join(", ", receipt.Purpose.PersonalData));
        Row("Receipt.actions", string.Join(", ", receipt.Purpose.Actions));
        Row("Receipt.withdrawal", receipt.WithdrawalMethod);
        html.Append(CultureInfo.InvariantCulture, $"</dl><h2>{Safe(Texts.Get("Receipt.text"))}: {Safe(receipt.Notice.Code)}, {Safe(receipt.Notice.Version.Value)}</h2><div class=\"text\">{Safe(receipt.Notice.Body)}</div><dl>");
        Row("Receipt.textHash", receipt.Notice.Sha256, "hash");
        Row("Receipt.entryHash", receipt.JournalHash, "hash");
        return html.Append("</dl></body></html>").ToString();

        void Row(string label, string value, string style = "") =>
            html.Append(CultureInfo.InvariantCulture, $"<dt>{Safe(Texts.Get(label))}</dt><dd class=\"{style}\">{Safe(value)}</dd>");

        string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, rules.Zone).ToString("d MMMM yyyy, HH:mm", Texts.Culture) + " (" + rules.Zone.Id + ")";
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
