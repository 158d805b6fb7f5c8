namespace Consent.Domain;

/// <summary>Close the file by an act of destruction that a person has signed (ст. 21 ч. 7); a timer never gives this order.</summary>
public sealed record DestroySubject(DateTimeOffset At, string Act) : FileCommand(At);

/// <summary>The person's data is destroyed; of the file only its journal and the number of the act remain.</summary>
public sealed record SubjectDestroyed(DateTimeOffset At, string Act) : FileEvent(At);

/// <summary>A destruction is confirmed by an act; <paramref name="At"/> is the field that names it.</summary>
public sealed record ActRequired(string At) : Refusal("ст. 21 ч. 7", At);

/// <summary>Уничтожение (ст. 21).</summary>
public static class DestructionDecider
{
    public static Decision Decide(DestroySubject command) =>
        string.IsNullOrWhiteSpace(command.Act) ? new ActRequired("act") : new SubjectDestroyed(command.At, command.Act);
}
