using System.Text;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Conformance;

/// <summary>What every engine promises of personal data: in the journal only sealed, and gone with the file's key.</summary>
public abstract partial class EngineConformance
{
    private const string Mark = "Иванова-ЗНАК";

    [Fact]
    public async Task What_is_personal_stands_sealed_in_the_journal_and_opens_by_the_files_key()
    {
        await DoneAsync("anna", Seen(Now));
        await DoneAsync("anna", Demo.Give(Now.AddMinutes(1)));
        await LetGoAsync();
        await RestartAsync();
        await DoneAsync("anna", Letter(Now.AddMinutes(2)));

        var entries = await Installation.Store.Journal.ReadAsync(Demo.File("anna"), Cancel);
        Assert.All(entries, entry => Assert.DoesNotContain("ЗНАК", Encoding.UTF8.GetString(entry.Payload), StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => ((ConsentGiven)entries[0].Event).Evidence.Ip!.Value);
        var opened = await Installation.Sealing.OpenAsync(Demo.File("anna"), entries, Cancel);
        Assert.Equal(Mark, ((ConsentGiven)opened[0].Event).Evidence.Ip!.Value);
        Assert.Equal((Mark, "anna@mail.example"), Who(opened[^1].Event));
        Assert.Equal(entries.Select(entry => entry.Payload), opened.Select(entry => entry.Payload));
    }

    [Fact]
    public async Task After_destruction_nothing_opens_nobody_is_found_and_the_journal_still_verifies()
    {
        await DoneAsync("anna", Letter(Now));
        var contact = ContactRow.Of(Contact.Email("ANNA@mail.example ")!, await Installation.Sealing.IndexKeyAsync(Demo.Operator, Cancel));
        Assert.Equal([new SubjectId("anna")], await Installation.Register.FindByContactAsync(Demo.Operator, contact, 10, Cancel));
        await DoneAsync("anna", new DestroySubject(Now.AddDays(1), "акт № 1"));

        var file = Demo.File("anna");
        Assert.Equal(KeptKey.Destroyed, await Installation.Store.Keys.ReadKeyAsync(file, Cancel));
        Assert.Empty(await Installation.Register.FindByContactAsync(Demo.Operator, contact, 10, Cancel));
        var opened = await Installation.Sealing.OpenAsync(file, await Installation.Store.Journal.ReadAsync(file, Cancel), Cancel);
        Assert.Equal(("данные уничтожены", "данные уничтожены"), Who(opened[0].Event));
        Assert.IsType<FileDestroyed>(Assert.IsType<Outcome.Refused>(await Engine.ExecuteAsync(file, Demo.By(Seen(Now.AddDays(2))), Cancel)).Refusal);
        Assert.Equal(CheckReason.Destroyed, (await CheckAsync("anna", Now.AddDays(2))).Reason);
    }

    [Fact]
    public async Task A_key_wrapped_anew_and_a_fresh_key_change_nothing_for_whoever_reads_or_writes()
    {
        await DoneAsync("anna", Seen(Now));
        Assert.False(await Installation.Sealing.RewrapAsync(Demo.File("anna"), renew: false, Cancel));
        Assert.True(await Installation.Sealing.RewrapAsync(Demo.File("anna"), renew: true, Cancel));
        await DoneAsync("anna", Letter(Now.AddMinutes(1)));
        await LetGoAsync();
        await RestartAsync();
        await DoneAsync("anna", Demo.Refuse(Now) with { Evidence = Seen(Now).Evidence });
        var opened = await Installation.Sealing.OpenAsync(Demo.File("anna"), await Installation.Store.Journal.ReadAsync(Demo.File("anna"), Cancel), Cancel);
        Assert.Equal(Mark, opened.Select(entry => entry.Event).OfType<ConsentGiven>().Single().Evidence.Ip!.Value);
        Assert.Equal(Mark, opened.Select(entry => entry.Event).OfType<ConsentRefused>().Single().Evidence.Ip!.Value);
        Assert.Single(opened, entry => entry.Event is RequestReceived && Who(entry.Event).Name == Mark);
    }

    private static (string Name, string? Contact) Who(FileEvent received) =>
        received is RequestReceived { Applicant: { } applicant } ? (applicant.Name.Value, applicant.Contact?.Value) : default;

    private static GiveConsent Seen(DateTimeOffset at) => Demo.Give(at) with
    {
        Evidence = new Evidence("web", new Personal(Mark), new Personal("Mozilla \"ЗНАК\" \\"), null, SignatureKind.None, null, null, null),
    };

    private static RegisterRequest Letter(DateTimeOffset at) => Demo.AskForAccess(at) with
    {
        Applicant = new Applicant(new Personal(Mark), new IdentityDocument(new Personal("66 12 000001 ЗНАК"), null, null), new Personal("anna@mail.example"), null),
    };
}
