using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Api;

/// <summary>One operator to look at: who it is, what it declared, and the words people agreed to.</summary>
internal sealed record DemoOperator(OperatorId Id, OperatorProfile Profile, ImmutableArray<Purpose> Purposes, ImmutableArray<ConsentText> Texts);

/// <summary>Two invented firms with contracts of a common kind: a SaaS vendor's offer, and a loyalty platform that processes for its customers.</summary>
internal static class DemoOperators
{
    private const string Measures =
        "Назначен ответственный за организацию обработки; изданы политика и локальные акты по каждой цели; оценён вред; ведутся внутренний контроль и ознакомление работников.";

    private static readonly string[] Ordinary = ["сбор", "запись", "хранение", "уточнение", "использование", "блокирование", "уничтожение"];
    private static readonly DateTimeOffset September2025 = new(2025, 9, 1, 0, 0, 0, TimeSpan.FromHours(3));

    /// <summary>The vendor: its policy promises thirty days where the law gives ten working days, and bans special and biometric data.</summary>
    public static readonly DemoOperator Orbita = new(
        new OperatorId("orbita"),
        new OperatorProfile(
            "Орбита", "Europe/Moscow", "ООО «Орбита Софт»", "214000, г. Смоленск, ул. Вымышленная, д. 13, офис 306", "privacy@orbita.example, +7 (4812) 00-00-00",
            "Ответственный за организацию обработки персональных данных",
            [
                new ContractTerm(Duty.AnswerAccess, new CalendarDays(30), "оферта п. 8.9.1"),
                new ContractTerm(Duty.ExplainRefusal, new CalendarDays(30), "оферта п. 8.9.1"),
                new ContractTerm(Duty.Rectify, new WorkingDays(7), "оферта п. 8.9.8"),
                new ContractTerm(Duty.StopUnlawful, new WorkingDays(3), "оферта п. 8.9.9"),
                new ContractTerm(Duty.Acknowledge, new Hours(1), "оферта п. 10.4"),
            ],
            ["special", "biometric"],
            Measures, Deputy: "Заместитель ответственного", Inn: "6700000000", Ogrn: "1026700000000"),
        [
            New("legal-duties", "Исполнение обязанностей по законодательству (8.6.1)", LawfulBasis.Law, ["ФИО", "ИНН", "реквизиты"]),
            New("contract", "Исполнение договора и учёт услуг (8.6.2)", LawfulBasis.Contract, ["ФИО", "электронная почта", "телефон", "логин", "IP-адрес"]),
            New("quality", "Анализ качества сервиса (8.6.2)", LawfulBasis.Consent, ["электронная почта", "действия в сервисе"]),
            New("offers", "Сведения об акциях и предложениях (8.6.2)", LawfulBasis.Consent, ["электронная почта", "телефон"]) with { Advertising = true },
            New("public-sources", "Размещение отзыва в общедоступных источниках (8.7.2)", LawfulBasis.Consent, ["ФИО", "должность"]) with { Distribution = true },
        ],
        [
            Text("offers-form", 1, ["offers"], September2025, Reconsent.None, "Согласен получать предложения ООО «Орбита Софт» по электронной почте."),
            Text("offers-form", 2, ["offers"], September2025.AddMonths(6), Reconsent.Soft, "Согласен получать предложения ООО «Орбита Софт» по электронной почте и телефону. Отозвать: privacy@orbita.example."),
            Text("offers-form", 3, ["offers"], September2025.AddMonths(12), Reconsent.Hard, "Согласен получать предложения ООО «Орбита Софт» и его партнёра ООО «Рассылка». Срок — до отзыва. Отозвать: privacy@orbita.example."),
            Text("quality-form", 1, ["quality"], September2025, Reconsent.None, "Согласен на анализ моих действий в сервисе, чтобы улучшать его."),
            Text("review-form", 1, ["public-sources"], September2025, Reconsent.None, "Согласен, чтобы мой отзыв с именем и должностью был опубликован на orbita.example."),
        ]);

    /// <summary>The platform: fifteen days to destroy on its customer's word, which the law's seven and ten working days do not wait for.</summary>
    public static readonly DemoOperator Bonus = new(
        new OperatorId("bonus"),
        new OperatorProfile(
            "Бонус Клуб", "Asia/Yekaterinburg", "ООО «Бонус Клуб»", "620000, г. Екатеринбург, ул. Придуманная, д. 5", "dpo@bonus.example",
            "Ответственный за организацию обработки персональных данных",
            [
                new ContractTerm(Duty.ProcessorDestroy, new CalendarDays(15), "договор п. 16.18"),
                new ContractTerm(Duty.DestroyOnWithdrawal, new CalendarDays(30), "договор п. 16.15"),
                new ContractTerm(Duty.DestroyPurposeAchieved, new CalendarDays(30), "договор п. 16.14"),
                new ContractTerm(Duty.StopOnDemand, new WorkingDays(10), "договор п. 16.16"),
                new ContractTerm(Duty.StopUnlawful, new WorkingDays(3), "договор п. 16.17"),
            ],
            ["special", "biometric"],
            Measures, Deputy: "Заместитель ответственного", Inn: "6600000000", Ogrn: "1026600000000"),
        [
            New("loyalty", "Участие в программе лояльности (16.1)", LawfulBasis.Consent, ["имя", "телефон", "список покупок"]),
            New("marketing", "Маркетинговые кампании (16.1)", LawfulBasis.Consent, ["имя", "электронная почта", "телефон"]) with { Advertising = true },
            New("segmentation", "Анализ и сегментирование (16.1)", LawfulBasis.Consent, ["пол", "дата рождения", "список покупок"]),
            New("mailing", "Рекламные и информационные рассылки (16.1)", LawfulBasis.Consent, ["электронная почта"]) with { Advertising = true },
            New("representatives", "Доступ представителей заказчика к сервису (16.1)", LawfulBasis.Contract, ["имя", "должность", "телефон"]),
        ],
        [
            Text("club-form", 1, ["loyalty", "segmentation"], September2025, Reconsent.None, "Согласен на участие в программе лояльности и анализ моих покупок."),
            Text("club-form", 2, ["loyalty", "segmentation"], September2025.AddMonths(9), Reconsent.Soft, "Согласен на участие в программе лояльности и анализ моих покупок обработчиком ООО «Бонус Клуб»."),
            Text("ads-form", 1, ["marketing", "mailing"], September2025, Reconsent.None, "Согласен получать рекламу и рассылки. Отказаться можно в любой момент."),
        ]);

    private static Purpose New(string code, string title, LawfulBasis basis, ImmutableArray<string> categories) => new(
        new PurposeCode(string.Intern(code)), new LocalText(title), basis, LawfulBases.ArticleOf(basis), categories, [.. Ordinary], [],
        new RetentionRule(basis == LawfulBasis.Consent ? "до отзыва согласия или достижения цели" : "срок договора и исковой давности"), false, false, false,
        [new Processor("ООО «Рассылка»", "420000, г. Казань, ул. Выдуманная, д. 7")], [], ProcessingMethods.Automated, "от субъекта");

    private static ConsentText Text(string code, int version, string[] purposes, DateTimeOffset from, Reconsent reconsent, string body) => new(
        new TextRef(string.Intern(code), new TextVersion(version.ToString(System.Globalization.CultureInfo.InvariantCulture), IsNumber: true)),
        [.. purposes.Select(purpose => new PurposeCode(string.Intern(purpose)))],
        "ru", body, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), from.ToUniversalTime(), reconsent);
}
