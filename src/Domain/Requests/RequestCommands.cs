using System.Collections.Immutable;

namespace Consent.Domain;

public abstract record RequestCommand(DateTimeOffset At) : FileCommand(At)
{
    /// <summary>The version of the request its author has seen; null where it does not matter.</summary>
    public long? IfVersion { get; init; }
}

/// <summary>A command that takes the next number of the operator's request journal.</summary>
public interface INumbered
{
    /// <param name="isNameless">Its author is not known as a subject: it lies in a file of its own.</param>
    FileCommand WithNumber(string number, bool isNameless);

    /// <summary>Why it would be refused whatever the file holds: such a command takes no number; null where nothing speaks against it yet.</summary>
    Refusal? WhyNot(Rules rules);
}

/// <summary>Register a letter under a number; <see cref="FileCommand.At"/> is now, terms run from <paramref name="ReceivedAt"/>.
/// <paramref name="Proof"/> says how a receipt in the past is proven; <paramref name="ReplyBy"/> is the form the applicant asked the answer in.</summary>
public sealed record RegisterRequest(
    DateTimeOffset At,
    string Number,
    DateTimeOffset ReceivedAt,
    Channel Channel,
    ImmutableArray<Demand> Demands,
    Applicant? Applicant,
    Personal? Relation,
    Personal? Content,
    Personal? Proof = null,
    Channel? ReplyBy = null) : RequestCommand(At), INumbered
{
    /// <summary>How the applicant was known when the letter came; claimed where nobody asked.</summary>
    public IdentityLevel Identity { get; init; }

    /// <summary>What the identity rests on.</summary>
    public Personal? IdentityEvidence { get; init; }

    /// <summary>The detached signature that came with the letter, checked.</summary>
    public SignatureFinding? Signature { get; init; }

    /// <summary>The number it had while its author was not known; null where it is new.</summary>
    public string? Continues { get; init; }

    /// <summary>Its author is not known as a subject.</summary>
    public bool IsNameless { get; init; }

    public FileCommand WithNumber(string number, bool isNameless) => this with { Number = number, IsNameless = isNameless };

    public Refusal? WhyNot(Rules rules) => Registration.WhyNot(this, rules);
}

/// <summary>An order about one request that is on the journal.</summary>
public abstract record OnRequest(DateTimeOffset At, string Number) : RequestCommand(At);

/// <summary>An order about one demand of a request.</summary>
public abstract record OnDemand(DateTimeOffset At, string Number, int Demand) : OnRequest(At, Number);

/// <summary>The applicant has been told the number and the terms.</summary>
public sealed record AcknowledgeRequest(DateTimeOffset At, string Number, Channel? By) : OnRequest(At, Number);

public sealed record ConfirmIdentity(DateTimeOffset At, string Number, IdentityLevel Level, Personal? Evidence) : OnRequest(At, Number);

/// <summary>Ask for what ст. 14 ч. 3 wants and the letter lacks; no term stops.</summary>
public sealed record AskParticulars(DateTimeOffset At, string Number, ImmutableArray<Particular> What, Personal? Text) : OnRequest(At, Number);

/// <summary>What was missing has come. The term of ст. 20 ч. 3 runs from here for a demand that came without particulars.</summary>
public sealed record ReceiveParticulars(DateTimeOffset At, string Number, int Demand, ImmutableArray<Particular> What, DateTimeOffset ReceivedAt, Personal Text) : OnDemand(At, Number, Demand);

/// <summary>Somebody of the operator's own people is to work on it.</summary>
public sealed record AssignRequest(DateTimeOffset At, string Number, string To) : OnRequest(At, Number);

/// <summary>Move the end of what the law lets be moved, once, with reasons, before it ends (ст. 20 ч. 1, 2, 4; ст. 21 ч. 5.1).</summary>
public sealed record ExtendRequest(DateTimeOffset At, string Number, int? Demand, Personal Reason) : OnRequest(At, Number);

/// <summary>The operator's answer to one demand has been sent. Satisfied in part, it names the article of what was refused.
/// <paramref name="IsAssembled"/> says it is the answer of ст. 14 ч. 7 that the service put together; <paramref name="SentAt"/> when it left, now where none.</summary>
public sealed record AnswerDemand(
    DateTimeOffset At, string Number, int Demand, Personal? Text, bool Partly = false, string? Article = null, Channel? By = null, bool IsAssembled = false, DateTimeOffset? SentAt = null) : OnDemand(At, Number, Demand);

/// <summary>A reasoned refusal by an article that allows it (ст. 14 ч. 8, ст. 20 ч. 2).</summary>
public sealed record RefuseDemand(DateTimeOffset At, string Number, int Demand, string Article, Personal Reason, Channel? By = null, DateTimeOffset? SentAt = null) : OnDemand(At, Number, Demand);

/// <summary>The inaccuracy is confirmed and the data put right; the block is lifted by law (ст. 21 ч. 2).</summary>
public sealed record RectifyData(DateTimeOffset At, string Number, int Demand, Personal? What) : OnDemand(At, Number, Demand);

/// <summary>The check is over and the data is lawful and accurate: the block of a demand is lifted by a person.</summary>
public sealed record LiftBlock(DateTimeOffset At, string Number, int Demand, Personal? Reason) : OnDemand(At, Number, Demand);

/// <summary>A person has found processing unlawful on a day, with grounds (ст. 21 ч. 3); found again, it corrects the day.</summary>
public sealed record FindUnlawfulness(DateTimeOffset At, string Number, int Demand, DateTimeOffset FoundAt, Personal Grounds) : OnDemand(At, Number, Demand);

/// <summary>One of the operator's systems has returned what it holds of the person.</summary>
public sealed record ProvideData(DateTimeOffset At, string Number, int Demand, string System, ImmutableArray<ProvidedItem> Items) : OnDemand(At, Number, Demand);

/// <summary>The author takes the letter back.</summary>
public sealed record WithdrawRequest(DateTimeOffset At, string Number, Personal? Reason) : OnRequest(At, Number);

/// <summary>Work on decided demands again: the answer was not complete (ст. 14 ч. 5); no demand named means all.</summary>
public sealed record ReopenRequest(DateTimeOffset At, string Number, int? Demand, Personal Reason) : OnRequest(At, Number);

/// <summary>The subject has complained of the operator (ст. 17).</summary>
public sealed record NoteComplaint(DateTimeOffset At, string Number, ComplaintTo To, Personal? Reference) : OnRequest(At, Number);

public sealed record NoteOnRequest(DateTimeOffset At, string Number, Personal Text, bool IsPublic) : OnRequest(At, Number);

/// <summary>Nothing is left to do or to say.</summary>
public sealed record CloseRequest(DateTimeOffset At, string Number, Personal? Note = null) : OnRequest(At, Number);

/// <summary>Its author is now known, and it goes on in that person's file under another number, with the terms of its receipt.</summary>
public sealed record ContinueRequest(DateTimeOffset At, string Number, string As) : OnRequest(At, Number);
