namespace Consent.Api;

/// <summary>Before somebody gets a key or another person's place at the desk, whoever is signed in proves itself again.</summary>
internal sealed class Confirmation(SignIns signIns, Sessions sessions)
{
    public const string Field = "confirm";

    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(10);

    /// <summary>Whether the password is to be asked for; whoever came through the provider has none and signs in anew.</summary>
    public static bool AsksPassword(Caller caller) => caller.SignedIn is { Person.IsEnrolled: true };

    /// <summary>Why it does not go on; null where it does.</summary>
    public ProblemWords? FaultOf(Caller caller, DeskForm form)
    {
        if (caller.SignedIn is null || (AsksPassword(caller) ? signIns.IsConfirmed(caller, form.Text(Field)) : sessions.IsFresh(caller, Recently))) return null;
        var name = AsksPassword(caller) ? "NotConfirmed" : "NotFresh";
        return new ProblemWords(StatusCodes.Status400BadRequest, Texts.Get(name + ".title"), Texts.Get(name + ".detail"), null, new Dictionary<string, string[]>());
    }
}
