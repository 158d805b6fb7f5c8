using System.Globalization;
using System.Text;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A letter as a draft: <paramref name="Missing"/> is what a person has yet to write where the text says «[указать: …]».</summary>
internal sealed record Letter(string Title, string To, string By, string Text, IReadOnlyList<string> Missing);

/// <summary>A sheet to write a letter on: who, to whom, of what; then its lines; then the signature. What is not known is a gap and never a guess.</summary>
internal sealed class Paper
{
    private const string Authority = "Роскомнадзор (уполномоченный орган по защите прав субъектов персональных данных)";

    private readonly LetterCase _case;
    private readonly StringBuilder _text = new();
    private readonly List<string> _missing = [];
    private readonly string _title;
    private readonly string _to;
    private readonly string _by;

    /// <param name="isToAuthority">To the authority; otherwise to whoever wrote.</param>
    public Paper(LetterCase of, string title, bool isToAuthority = false)
    {
        _case = of;
        _title = title;
        isToAuthority |= of.Request.Channel == Channel.Authority;
        _by = Words.Of(isToAuthority ? Channel.Authority : of.Request.ReplyBy);
        var applicant = of.Received.Applicant;
        _to = isToAuthority ? Authority : Need(of.Show(applicant?.Representative?.Name ?? applicant?.Name), "получателя");

        Line($"{Need(of.Operator?.LegalName, "наименование оператора")}");
        Line($"{Need(of.Operator?.Address, "адрес оператора")}");
        Line($"{Need(of.Operator?.Contacts, "контакты оператора")}");
        Blank();
        Line($"Кому: {_to}");
        if (!isToAuthority && applicant?.Representative is not null) Line($"представителю субъекта персональных данных: {of.Show(applicant.Name)}");
        if (!isToAuthority) Line($"Адрес: {Need(of.Show(applicant?.Contact), "адрес для ответа")}");
        Blank();
        Line($"{title.ToUpperInvariant()}");
        Blank();
    }

    /// <summary>The value, or a gap that names what is to be written there.</summary>
    public string Need(string? value, string what)
    {
        if (!string.IsNullOrWhiteSpace(value)) return value;
        if (!_missing.Contains(what)) _missing.Add(what);
        return $"[указать: {what}]";
    }

    /// <summary>One line. The words are ours, and set as print sets them; what is filled in stays as it is.</summary>
    public Paper Line(FormattableString line)
    {
        _text.AppendFormat(CultureInfo.InvariantCulture, Russian.Unbroken(line.Format), line.GetArguments()).Append('\n');
        return this;
    }

    public Paper Blank()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>«№ … (получено …)» — what every letter refers to.</summary>
    public string Request => Russian.Unbroken($"№ {_case.Request.Number} (получено {Russian.Day(_case.Request.ReceivedOn)})");

    /// <summary>Where to complain (ст. 17); the authority itself is not told so.</summary>
    public Paper Appeal()
    {
        if (_by == Words.Of(Channel.Authority)) return this;
        return Blank().Line($"Наши действия или бездействие Вы вправе обжаловать в уполномоченный орган по защите прав субъектов персональных данных (Роскомнадзор) или в суд (ст. 17).");
    }

    public Letter Sign()
    {
        Blank().Line($"Статьи, при которых закон не назван, — Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных».").Blank();
        Line($"{_case.Day(_case.Now)}          __________________ / {Need(_case.Operator?.Dpo, "кто подписывает")}");
        return new Letter(_title, _to, _by, _text.ToString(), _missing);
    }
}
