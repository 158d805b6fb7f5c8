namespace Consent.Api;

public sealed record AcknowledgeBody(string? By);

public sealed record ConfirmIdentityBody(string? Level, string? Evidence);

public sealed record AskParticularsBody(IReadOnlyList<string?>? What, string? Text);

public sealed record ReceiveParticularsBody(int? Demand, IReadOnlyList<string?>? What, string? ReceivedAt, string? Text);

public sealed record ExtendBody(string? Reason, int? Demand);

public sealed record ProvidedItemBody(string? Category, string? Value, string? Source);

public sealed record ProvideDataBody(int? Demand, string? System, IReadOnlyList<ProvidedItemBody?>? Items);

public sealed record AnswerBody(int? Demand, string? Text, bool? Partly, string? Article, string? By, bool? Assembled, string? SentAt);

public sealed record RefuseBody(int? Demand, string? Article, string? Reason, string? By, string? SentAt);

public sealed record RectifyBody(int? Demand, string? What);

public sealed record LiftBlockBody(int? Demand, string? Reason);

public sealed record FindUnlawfulnessBody(int? Demand, string? FoundAt, string? Grounds);

public sealed record FulfilBody(int? Obligation, string? DoneAt, string? Evidence, string? Reference);

public sealed record ReleaseBody(int? Obligation, string? Article, string? Reason);

public sealed record PostponeDestructionBody(int? Obligation, string? Reason);

public sealed record AcceptRecountBody(int? Obligation);

public sealed record AssignBody(string? To);

public sealed record WithdrawBody(string? Reason);

public sealed record CloseBody(string? Note);

public sealed record ReopenBody(int? Demand, string? Reason);

public sealed record ComplaintBody(string? To, string? Reference);

public sealed record NoteBody(string? Text, bool? Public);
