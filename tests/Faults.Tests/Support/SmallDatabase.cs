using System.Collections.Immutable;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Consent.Storage.Sqlite;

namespace Consent.Faults.Tests;

/// <summary>A database of some ten people, one of each kind, the same to the byte whenever it is made.</summary>
internal static class SmallDatabase
{
    public static readonly OperatorId Shop = new("shop");
    public static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly ImmutableArray<PurposeCode> Purposes = [new("news"), new("calls"), new("contract")];

    public static readonly ImmutableArray<SubjectId> Subjects =
    [
        new("anna"), new("boris"), new("vera"), new("gleb"), new("dina"), new("egor"), new("zoya"), new("ivan"), new("kira"), new("lev"), new("nobody"),
    ];

    private static readonly TextRef Form = new("form", new TextVersion("1", IsNumber: true));

    /// <summary>Makes it and closes it cleanly, so that all of it is in the one file.</summary>
    public static async Task<byte[]> MakeAsync(string path)
    {
        using (var database = SqliteDatabase.Open(path))
        {
            await using var journal = new SqliteJournal(database, new StillClock());
            var engine = await OpenAsync(journal, new SqliteRegister(database));
            foreach (var (subject, commands) in Lives)
                for (var i = 0; i < commands.Length; i++)
                    await DoneAsync(engine.Engine.ExecuteAsync(new FileKey(Shop, subject), Envelope(commands[i], $"{subject}.{i}"), CancellationToken.None));
        }

        return File.Exists(path + "-wal") ? throw new InvalidOperationException("The log was not taken into the database.") : await File.ReadAllBytesAsync(path);
    }

    /// <summary>The engine over a journal, its catalogues read, and made where there are none.</summary>
    public static async Task<(EmbeddedEngine Engine, Catalogues Catalogues)> OpenAsync(IJournal journal, IRegister register, IFileKeys? keys = null)
    {
        var catalogues = new Catalogues(journal, new StillClock());
        await catalogues.LoadAsync(CancellationToken.None);
        if (catalogues.Installation.Version == 0)
            foreach (var (operatorId, command) in Catalogue) await DoneAsync(catalogues.ExecuteAsync(operatorId, Envelope(command), CancellationToken.None));
        return (new EmbeddedEngine(journal, new Sealing(keys ?? (IFileKeys)journal, new SecretWrap(new byte[32])), catalogues, new Numbering(register), new StillClock()), catalogues);
    }

    /// <summary>One more letter.</summary>
    public static Task<Outcome> RegisterAsync(EmbeddedEngine engine, SubjectId subject) =>
        engine.ExecuteAsync(new FileKey(Shop, subject), Envelope(Ask(DemandKind.Access)), CancellationToken.None);

    private static IEnumerable<(OperatorId, CatalogueCommand)> Catalogue =>
    [
        (OperatorId.Installation, new RegisterOperator(Now, Shop)),
        (Shop, new DescribeOperator(Now, new OperatorProfile("Лавка", "Europe/Moscow", "ООО «Лавка»", "Смоленск", "privacy@example.ru", "Ответственный", [], []))),
        .. Purposes.Select(code => (Shop, (CatalogueCommand)new DefinePurpose(Now, New(code)))),
        (Shop, new PublishText(Now, new ConsentText(Form, Purposes[..2], "ru", "Я согласен", new string('0', 64), Now.AddDays(-400), Reconsent.Hard))),
    ];

    private static IEnumerable<(SubjectId Subject, FileCommand[] Commands)> Lives =>
    [
        (Subjects[0], [Give("news")]),
        (Subjects[1], [Give("news"), Give("calls", expiresAt: Now.AddYears(1))]),
        (Subjects[2], [Give("news"), Give("calls"), Ask(DemandKind.Withdrawal)]),
        (Subjects[3], [Give("news", expiresAt: Now.AddDays(-1))]),
        (Subjects[4], [new RefuseConsent(Now, new PurposeCode("news"), Form, Now, Seen)]),
        (Subjects[5], [Rest(until: null)]),
        (Subjects[6], [Rest(until: Now.AddDays(-2)), Give("calls")]),
        (Subjects[7], [Give("news"), Ask(DemandKind.Blocking)]),
        (Subjects[8], [Give("news"), Rest(until: Now.AddYears(1)), Ask(DemandKind.StopProcessing), Ask(DemandKind.Access)]),
        (Subjects[9], [Give("news"), Ask(DemandKind.Withdrawal), Give("calls") with { GivenAt = Now }]),
        (SubjectId.OfRequest("new"), [Ask(DemandKind.Access)]),
    ];

    private static Evidence Seen => new("web", new Personal("203.0.113.7"), new Personal("Mozilla/5.0"), null, SignatureKind.Simple, null, null, new Personal("бумага"));

    private static GiveConsent Give(string purpose, DateTimeOffset? expiresAt = null) =>
        new(Now, new PurposeCode(purpose), Form, Now.AddDays(-10), expiresAt, Seen);

    private static RecordGround Rest(DateTimeOffset? until) =>
        new(Now, new PurposeCode("contract"), LawfulBasis.Contract, new Personal("договор № 17"), Now.AddDays(-30), until);

    private static RegisterRequest Ask(DemandKind kind) =>
        new(Now, "", Now.AddDays(-5), Channel.Email, [new Demand(1, kind, [], null)], new Applicant(new Personal("Мария"), null, null, null), null, new Personal("Прошу."));

    private static Purpose New(PurposeCode code) => new(
        code, new LocalText("Цель"), code.Value == "contract" ? LawfulBasis.Contract : LawfulBasis.Consent, "ст. 6 ч. 1", ["имя"], ["сбор"], [], null, false, false, false);

    private static Envelope Envelope(FileCommand command, string? key = null) => new("key:0f1e2d3c4b5a", command, key, key is null ? null : new byte[32]);

    private static async Task DoneAsync(Task<Outcome> execution)
    {
        var outcome = await execution;
        if (outcome is not Outcome.Done) throw new InvalidOperationException($"The small database is refused: {outcome}");
    }

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
