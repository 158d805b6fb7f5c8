using System.Globalization;
using System.Text.RegularExpressions;
using Consent.Domain;

namespace Consent.Api;

/// <summary>How letters write dates, articles and the names of things. Letters are Russian whatever the reader's language: they go to subjects and the authority.</summary>
internal static partial class Russian
{
    private static readonly string[] Months =
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

    /// <summary>«9 декабря 2026 г.»</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year} г.");

    /// <summary>To the minute, with the offset of the place: «24 ноября 2026 г., 23:30 (UTC+3)».</summary>
    public static string Instant(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var minutes = Math.Abs(local.Offset.Minutes) is > 0 and var rest ? string.Create(CultureInfo.InvariantCulture, $":{rest:00}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(local.DateTime))}, {local:HH:mm} (UTC{local.Offset.Hours:+0;-0;+0}{minutes})");
    }

    /// <summary>Words with the spaces before their numbers made unbreakable: «ст. 14», «№ 5».</summary>
    public static string Unbroken(string words) => BeforeNumber().Replace(words, "$1\u00a0");

    public static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>A demand as letters call it.</summary>
    public static string NameOf(DemandKind kind) => kind switch
    {
        DemandKind.Access => "запрос о доступе к персональным данным",
        DemandKind.Rectification => "требование уточнить персональные данные",
        DemandKind.Blocking => "требование блокировать персональные данные",
        DemandKind.Destruction => "требование уничтожить персональные данные",
        DemandKind.Withdrawal => "отзыв согласия на обработку персональных данных",
        DemandKind.StopProcessing => "требование прекратить обработку персональных данных",
        DemandKind.StopMarketing => "требование прекратить обработку в целях продвижения товаров, работ, услуг",
        DemandKind.StopDistribution => "требование прекратить распространение персональных данных",
        DemandKind.AutomatedDecisionObjection => "возражение против решения, принятого исключительно автоматизированно",
        DemandKind.UnlawfulProcessing => "сообщение о неправомерной обработке персональных данных",
        DemandKind.AuthorityInquiry => "запрос уполномоченного органа",
        DemandKind.Incident => "сообщение об инциденте",
        DemandKind.Other => "обращение",
        _ => throw new InvalidOperationException($"No name for {kind}."),
    };

    /// <summary>What a duty means to whoever wrote; null where letters do not speak of it.</summary>
    public static string? NameOf(Duty duty) => duty switch
    {
        Duty.AnswerAccess => "ответ на запрос о доступе",
        Duty.ExplainRefusal => "мотивированный ответ об отказе",
        Duty.Rectify => "уточнение данных",
        Duty.DestroyUnlawfulOrUnneeded or Duty.DestroyOnWithdrawal or Duty.DestroyUnlawful or Duty.DestroyAfterBlock => "уничтожение данных",
        Duty.Block => "блокирование на период проверки",
        Duty.StopOnDemand or Duty.StopOnWithdrawal or Duty.StopUnlawful => "прекращение обработки",
        Duty.StopMarketing or Duty.StopAdvertising => "прекращение обработки в целях продвижения",
        Duty.StopDistribution => "прекращение распространения",
        Duty.AnswerAutomatedDecision => "ответ на возражение",
        Duty.AnswerAuthority or Duty.AnswerCrossBorderInquiry or Duty.ShowMeasures => "ответ на запрос",
        Duty.NotifySubject => "уведомление о принятых мерах",
        _ => null,
    };

    /// <summary>What is asked for, and the norm that wants it.</summary>
    public static (string What, string Article) NameOf(Particular particular) => particular switch
    {
        Particular.Document => ("номер основного документа, удостоверяющего личность, дата его выдачи и выдавший орган (копия документа не нужна)", "ст. 14 ч. 3"),
        Particular.Relation => ("сведения, подтверждающие участие в отношениях с оператором (номер и дата договора, условное обозначение, иное), либо иначе подтверждающие обработку", "ст. 14 ч. 3"),
        Particular.Signature => ("подпись, в электронном документе — электронная", "ст. 14 ч. 3"),
        Particular.Contact => ("адрес, по которому направить ответ", "ст. 14 ч. 3"),
        Particular.Authority => ("документ, подтверждающий полномочия представителя", "ст. 9 ч. 1"),
        Particular.AuthorityInForce => ("действующий документ о полномочиях: срок представленного истёк", "ст. 9 ч. 1"),
        Particular.Representative => ("имя законного представителя и документ о его полномочиях", "ст. 9 ч. 6"),
        Particular.Details => ("сведения о том, какие данные неполны, неточны, неактуальны, незаконно получены или не нужны для цели обработки", "ст. 20 ч. 3"),
        _ => throw new InvalidOperationException($"No name for {particular}."),
    };

    [GeneratedRegex(@"(№|\b(?:ст|ч|п)\.) (?=[\d{])")]
    private static partial Regex BeforeNumber();
}
