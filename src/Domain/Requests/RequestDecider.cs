namespace Consent.Domain;

/// <summary>The life of a request after its receipt, each order to who owns it; only what is permitted now is accepted.</summary>
public static class RequestDecider
{
    /// <summary>The demand an order is about where it names none: the only one it can be about.</summary>
    public const int TheOnlyOne = 0;

    public static Decision Decide(SubjectFile file, RequestCommand command, Rules rules) => command switch
    {
        RegisterRequest register => Registration.Decide(file, register, rules),
        ObligationCommand { Number: null } own => ObligationDecider.Decide(file, null, own, rules),
        ObligationCommand owed => On(file, owed.Number!, owed, request => ObligationDecider.Decide(file, request, owed, rules)),
        OnDemand { Demand: TheOnlyOne } aimless => On(file, aimless.Number, aimless, request => Decide(file, request, Aim(file, request, aimless), rules)),
        OnRequest order => On(file, order.Number, order, request => Decide(file, request, order, rules)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static Decision On(SubjectFile file, string number, RequestCommand command, Func<SubjectRequest, Decision> decide)
    {
        if (file.Request(number) is not { } request) return new RequestUnknown(number);
        if (command.IfVersion is { } seen && seen != request.Version) return new RequestHasChanged(number, request.Version);
        var decision = request.IsClosed && command is not (NoteOnRequest or NoteComplaint or ReopenRequest or LiftBlock or AttachFile { File.ByApplicant: false }) ? new RequestIsClosed(number) : decide(request);
        // Against the state: tell what the state permits.
        return decision is Decision.Refused { Refusal: { Kind: RefusalKind.State } refusal }
            ? refusal with { Permitted = [.. RequestActions.Permitted(file, request, command.At)] }
            : decision;
    }

    private static Decision Decide(SubjectFile file, SubjectRequest request, OnRequest command, Rules rules) => command switch
    {
        NoteOnRequest note => new RequestNoted(note.At, note.Number, note.Text, note.IsPublic),
        NoteComplaint complaint => new ComplaintNoted(complaint.At, complaint.Number, complaint.To, complaint.Reference),
        AssignRequest assign when assign.To == request.AssignedTo => Decision.Nothing,
        AssignRequest assign => new RequestAssigned(assign.At, assign.Number, assign.To),
        AcknowledgeRequest acknowledge => Acknowledge(request, acknowledge),
        ConfirmIdentity confirm when confirm.Level <= request.Identity => new IdentityAlreadyConfirmed(request.Number, request.Identity),
        ConfirmIdentity confirm => new IdentityConfirmed(confirm.At, confirm.Number, confirm.Level, confirm.Evidence),
        AddSignature add => SignatureDecider.Decide(request, add),
        AttachFile attach => AttachmentDecider.Decide(request, attach),
        AskParticulars { What.IsEmpty: true } when request.Missing.IsEmpty => new NothingToAsk(request.Number),
        AskParticulars { What.IsEmpty: true } ask => new ParticularsAsked(ask.At, ask.Number, request.Missing, ask.Text),
        AskParticulars ask => new ParticularsAsked(ask.At, ask.Number, ask.What, ask.Text),

        OnDemand onDemand when request.Demand(onDemand.Demand) is not { } => new DemandUnknown(request.Number, onDemand.Demand),
        ReceiveParticulars came => ParticularsDecider.Decide(request, came, rules),
        AnswerDemand answer => AnswerDecider.Decide(file, request, answer, rules),
        RefuseDemand refuse => AnswerDecider.Decide(file, request, refuse, rules),
        ProvideData provide when !AnswerDecider.MayProvide(request.Demand(provide.Demand)!) => new DemandAlreadyAnswered(request.Number, provide.Demand),
        ProvideData provide => new DataProvided(provide.At, provide.Number, provide.Demand, provide.System, [.. provide.Items.Select(item => item.Recorded)]),
        RectifyData rectify => BlockDecider.Decide(file, request, rectify, rules),
        LiftBlock lift => BlockDecider.Decide(file, request, lift),
        FindUnlawfulness find => UnlawfulnessDecider.Decide(request, find, rules),

        ExtendRequest extend => Extension.Decide(request, extend, rules),
        WithdrawRequest or CloseRequest or ContinueRequest or ReopenRequest => EndDecider.Decide(file, request, command, rules),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static OnDemand Aim(SubjectFile file, SubjectRequest request, OnDemand order)
    {
        Func<DemandState, bool> fits = order switch
        {
            RectifyData => demand => BlockDecider.MayRectify(request, demand),
            LiftBlock => demand => BlockDecider.IsBlocking(file, request, demand.Id),
            FindUnlawfulness => UnlawfulnessDecider.MayFind,
            ProvideData => AnswerDecider.MayProvide,
            _ => demand => !demand.IsDecided,
        };
        return order with { Demand = (request.Demands.FirstOrDefault(fits) ?? request.Demands[0]).Id };
    }

    private static Decision Acknowledge(SubjectRequest request, AcknowledgeRequest acknowledge) => request.IsAcknowledged
        ? Decision.Nothing
        : Decision.Of(
        [
            .. Lateness.Noted(request, o => o.Duty == Duty.Acknowledge, acknowledge.At),
            new RequestAcknowledged(acknowledge.At, acknowledge.Number, acknowledge.By),
            .. request.Obligations.Where(o => o.Duty == Duty.Acknowledge && o.IsOutstanding)
                .Select(o => new ObligationFulfilled(acknowledge.At, acknowledge.Number, o.Id, null, null)),
        ]);
}
