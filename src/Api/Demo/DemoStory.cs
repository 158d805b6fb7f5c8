using System.Globalization;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Some hundred people of the two operators, what they agreed to, and their requests in every state as of today.</summary>
internal sealed class DemoStory(IEngine engine, Catalogues catalogues, DateTimeOffset now)
{
    public const string Actor = "demo";

    private static readonly string[] Names =
    [
        "Александрова Анна Игоревна", "Белов Борис Петрович", "Волкова Вера Олеговна", "Громов Глеб Ильич", "Денисова Дарья Львовна",
        "Ершов Егор Романович", "Жукова Жанна Марковна", "Зимин Захар Юрьевич", "Ильина Ирина Борисовна", "Крылов Кирилл Андреевич",
    ];

    private int _letters;

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        for (var i = 1; i <= 60; i++) await OrbitaClientAsync(Subject("orb", i), i, cancellationToken);
        for (var i = 1; i <= 50; i++) await BonusMemberAsync(Subject("club", i), i, cancellationToken);
        await OrbitaLettersAsync(cancellationToken);
        await BonusLettersAsync(cancellationToken);
    }

    private async Task OrbitaClientAsync(SubjectId subject, int i, CancellationToken cancellationToken)
    {
        var operatorId = DemoOperators.Orbita.Id;
        var since = now.AddDays(-400 + (i * 5));
        await DoAsync(operatorId, subject, new RecordGround(now, Code("contract"), LawfulBasis.Contract, new Personal($"оферта, счёт № {i}"), since, i % 9 == 0 ? now.AddDays(-3) : null), cancellationToken);
        await GiveAsync(operatorId, subject, "quality", "quality-form", 1, Latest(now.AddDays(-i), September(2025)), i % 4 == 0 ? now.AddDays(40 - i) : null, cancellationToken);
        switch (i % 3)
        {
            case 0: await GiveAsync(operatorId, subject, "offers", "offers-form", 1, September(2025).AddDays(i), null, cancellationToken); break;
            case 1: await GiveAsync(operatorId, subject, "offers", "offers-form", 2, September(2025).AddMonths(6).AddDays(i), null, cancellationToken); break;
            default: await GiveAsync(operatorId, subject, "offers", "offers-form", 3, Latest(now.AddDays(-i), September(2025).AddMonths(12)), null, cancellationToken); break;
        }

        if (i % 7 == 0) await DoAsync(operatorId, subject, new RefuseConsent(now, Code("public-sources"), Ref("review-form", 1), now.AddDays(-i), Paper), cancellationToken);
    }

    private async Task BonusMemberAsync(SubjectId subject, int i, CancellationToken cancellationToken)
    {
        var operatorId = DemoOperators.Bonus.Id;
        var version = i % 2 == 0 ? 2 : 1;
        var givenAt = version == 1 ? September(2025).AddDays(i) : Latest(now.AddDays(-i), September(2025).AddMonths(9));
        await GiveAsync(operatorId, subject, "loyalty", "club-form", version, givenAt, null, cancellationToken);
        if (i % 3 != 0) await GiveAsync(operatorId, subject, "segmentation", "club-form", version, givenAt, givenAt.AddYears(1), cancellationToken);
        if (i % 2 == 0) await GiveAsync(operatorId, subject, "mailing", "ads-form", 1, September(2025).AddDays(i), null, cancellationToken);
        else await DoAsync(operatorId, subject, new RefuseConsent(now, Code("mailing"), Ref("ads-form", 1), September(2025).AddDays(i), Paper), cancellationToken);
    }

    // Terms run from receipt, so the state of each letter follows from how long ago it came.
    private async Task OrbitaLettersAsync(CancellationToken cancellationToken)
    {
        var operatorId = DemoOperators.Orbita.Id;
        await LetterAsync(operatorId, Subject("orb", 1), WorkingDaysAgo(14), Channel.Email, [DemandKind.Access], cancellationToken);                     // overdue by the law, not yet by the offer
        await LetterAsync(operatorId, Subject("orb", 2), WorkingDaysAgo(10), Channel.Post, [DemandKind.Access], cancellationToken);                      // its last working day
        await LetterAsync(operatorId, Subject("orb", 3), now.AddDays(-30), Channel.Web, [DemandKind.Withdrawal], cancellationToken);                     // destruction is due today
        await LetterAsync(operatorId, Subject("orb", 4), now.AddDays(-33), Channel.Web, [DemandKind.Withdrawal], cancellationToken);                     // destruction is late
        await LetterAsync(operatorId, Subject("orb", 5), WorkingDaysAgo(2), Channel.InPerson, [DemandKind.Rectification], cancellationToken);            // blocked while checked
        await LetterAsync(operatorId, Subject("orb", 6), now.AddHours(-5), Channel.Web, [DemandKind.Withdrawal, DemandKind.StopProcessing, DemandKind.StopMarketing], cancellationToken);
        await LetterAsync(operatorId, Subject("orb", 61), now.AddHours(-2), Channel.Phone, [DemandKind.Withdrawal], cancellationToken);                  // nothing to withdraw
        await LetterAsync(operatorId, SubjectId.OfRequest("new"), now.AddDays(-1), Channel.Post, [DemandKind.Access], cancellationToken);                // an unknown person
        await LetterAsync(operatorId, SubjectId.OfRequest("new"), WorkingDaysAgo(3), Channel.Authority, [DemandKind.AuthorityInquiry], cancellationToken);

        var (extendedFile, extended) = await LetterAsync(operatorId, Subject("orb", 7), WorkingDaysAgo(8), Channel.Email, [DemandKind.Access], cancellationToken);
        await DoAsync(operatorId, extendedFile, new ExtendRequest(now, extended, null, new Personal("Сведения собираем из архива.")), cancellationToken);
        var (answeredFile, answered) = await LetterAsync(operatorId, Subject("orb", 8), WorkingDaysAgo(4), Channel.Web, [DemandKind.Access], cancellationToken);
        await DoAsync(operatorId, answeredFile, new NoteOnRequest(now, answered, new Personal("Ответ согласован с юристом."), IsPublic: false), cancellationToken);
        await DoAsync(operatorId, answeredFile, new AnswerDemand(now, answered, 1, new Personal("Направляем сведения по ч. 7 ст. 14.")), cancellationToken);
    }

    private async Task BonusLettersAsync(CancellationToken cancellationToken)
    {
        var operatorId = DemoOperators.Bonus.Id;
        await LetterAsync(operatorId, Subject("club", 1), WorkingDaysAgo(9), Channel.Processor, [DemandKind.StopProcessing], cancellationToken);
        await LetterAsync(operatorId, Subject("club", 2), now.AddHours(-20), Channel.Web, [DemandKind.StopMarketing], cancellationToken);
        await LetterAsync(operatorId, Subject("club", 3), WorkingDaysAgo(6), Channel.Email, [DemandKind.Destruction], cancellationToken);                // 15 days of the contract against 7 working days
        var (unlawfulFile, unlawful) = await LetterAsync(operatorId, Subject("club", 7), WorkingDaysAgo(5), Channel.Email, [DemandKind.UnlawfulProcessing], cancellationToken);
        var found = new FindUnlawfulness(now, unlawful, 1, WorkingDaysAgo(4), new Personal("Согласия на сегментирование нет, журнал загрузок это подтвердил."));      // the same 15 days against 10 working days
        await DoAsync(operatorId, unlawfulFile, found, cancellationToken);
        await LetterAsync(operatorId, Subject("club", 4), now.AddDays(-12), Channel.Web, [DemandKind.AutomatedDecisionObjection], cancellationToken);
        await LetterAsync(operatorId, Subject("club", 5), WorkingDaysAgo(11), Channel.Email, [DemandKind.Access], cancellationToken);
        await LetterAsync(operatorId, Subject("club", 6), now.AddDays(-29), Channel.Web, [DemandKind.Withdrawal], cancellationToken);
    }

    private async Task<(SubjectId File, string Number)> LetterAsync(
        OperatorId operatorId, SubjectId subject, DateTimeOffset receivedAt, Channel channel, DemandKind[] kinds, CancellationToken cancellationToken)
    {
        var name = Names[_letters++ % Names.Length];
        var command = new RegisterRequest(
            now, "", receivedAt, channel, [.. kinds.Select((kind, i) => new Demand(i + 1, kind, [], null))],
            new Applicant(new Personal(name), new IdentityDocument(new Personal($"00 00 {_letters:000000}"), new Personal("2015-01-01"), new Personal("вымышленный орган")), new Personal($"person{_letters}@mail.example"), null),
            new Personal("клиент"), new Personal("Прошу рассмотреть моё обращение по 152-ФЗ."));
        var done = await DoAsync(operatorId, subject, command, cancellationToken);
        var number = done.Events.OfType<RequestReceived>().Single().Number;
        // Told of late, and told: what burns is what is still to be done.
        await DoAsync(operatorId, done.File.Subject, new AcknowledgeRequest(now, number, Channel.Email), cancellationToken);
        return (done.File.Subject, number);
    }

    private Task GiveAsync(
        OperatorId operatorId, SubjectId subject, string purpose, string text, int version, DateTimeOffset givenAt, DateTimeOffset? expiresAt, CancellationToken cancellationToken) =>
        DoAsync(operatorId, subject, new GiveConsent(now, Code(purpose), Ref(text, version), givenAt, expiresAt > givenAt ? expiresAt : null, Paper), cancellationToken);

    private async Task<Outcome.Done> DoAsync(OperatorId operatorId, SubjectId subject, FileCommand command, CancellationToken cancellationToken) =>
        await engine.ExecuteAsync(new FileKey(operatorId, subject), new Envelope(Actor, command), cancellationToken) switch
        {
            Outcome.Done done => done,
            Outcome.Refused refused => throw new InvalidOperationException($"The demo is refused: {refused.Refusal.GetType().Name} for {subject}."),
            _ => throw new InvalidOperationException("The demo was not accepted."),
        };

    // The latest day so many working days before today's, or before the next working one.
    private DateTimeOffset WorkingDaysAgo(int count)
    {
        var rules = catalogues.For(DemoOperators.Orbita.Id)!;
        var day = rules.Calendar.FirstWorkingNotBefore(rules.DayOf(now));
        for (var i = 0; i < count; i++) day = rules.Calendar.LastWorkingNotAfter(day.AddDays(-1));
        var at = rules.EndOf(day).AddHours(-12);
        return at < now ? at : now;
    }

    private static Evidence Paper => new("import", null, null, null, SignatureKind.Simple, null, null, new Personal("выгрузка форм прежней системы"));

    private static SubjectId Subject(string prefix, int i) => new(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i:000}"));

    private static PurposeCode Code(string code) => new(string.Intern(code));

    private static TextRef Ref(string code, int version) => new(string.Intern(code), new TextVersion(version.ToString(CultureInfo.InvariantCulture), IsNumber: true));

    private static DateTimeOffset September(int year) => new(year, 9, 1, 9, 0, 0, TimeSpan.FromHours(3));

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
