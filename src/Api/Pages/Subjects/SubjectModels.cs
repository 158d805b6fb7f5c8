using Consent.Domain;

namespace Consent.Api;

/// <summary>Where one chooses what one wants.</summary>
public sealed record ChooseModel(SubjectSite Site, RequestDraft Draft, ProblemWords? Problem);

/// <summary>The form, and after it the look over it with the code.</summary>
/// <param name="Ticket">What comes back with the code; null where no code is asked for.</param>
public sealed record RequestFormModel(SubjectSite Site, RequestDraft Draft, ProblemWords? Problem = null, string? Ticket = null, bool IsSentAgain = false);

/// <summary>A request as its author sees it; <paramref name="IsWhole"/> with what it says and what was said to it.</summary>
public sealed record OwnRequestModel(SubjectSite Site, RequestAnswer Request, DateTimeOffset Now, bool IsWhole)
{
    /// <summary>Why a file was not taken.</summary>
    public ProblemWords? Problem { get; init; }

    public Clock ClockOf(ObligationAnswer obligation) => Clock.Of(obligation.Due, obligation.DueAt ?? Site.Rules.EndOf(obligation.Due), Request.ReceivedAt, Now, Site.Rules);

    /// <summary>Whether it is owed at once and the author is yet to be found: there is no day to wait for.</summary>
    public bool IsOnceFound(ObligationAnswer obligation) => Request.Subject is null && obligation is { DoneAt: null, Term: Immediately };

    /// <summary>What is owed to the author by the law or by a contract that is earlier.</summary>
    public IEnumerable<ObligationAnswer> Owed(int demand) => Request.Obligations.Where(obligation => obligation.Demand == demand && obligation.Governs && obligation.Status != "cancelled");
}

/// <summary>The way to a request by its number and an address.</summary>
public sealed record FindModel(SubjectSite Site, string? Number, string? Email, string? Ticket = null, ProblemWords? Problem = null, bool CanSend = true);

/// <summary>A sentence and where to go next.</summary>
public sealed record NoticeModel(SubjectSite Site, string Title, string Text);

/// <summary>A link and a piece of markup for the operator's own site.</summary>
public sealed record EmbedModel(SubjectSite Site, string Address)
{
    public string Snippet { get; } = $"""
        <section lang="{Texts.Culture.Name}">
          <h2>{Texts.Get("Embed.heading")}</h2>
          <p>{Texts.Get("Embed.words")}</p>
          <p><a href="{Address}">{Texts.Get("Embed.anchor")}</a></p>
        </section>
        """;
}

/// <summary>One consent of the subject as it was given: the words themselves and how it ended.</summary>
public sealed record MyConsent(string Status, DateTimeOffset GivenAt, DateTimeOffset? EndedAt, DateTimeOffset? ExpiresAt, ConsentText Text);

/// <summary>A purpose with what was agreed to for it, the latest first.</summary>
public sealed record MyPurpose(Purpose Purpose, IReadOnlyList<MyConsent> Consents)
{
    public MyConsent Latest => Consents[0];

    public bool MayBeWithdrawn => Latest.Status is "given" or "text-superseded";
}

/// <summary>One's own file: consents, other grounds, requests.</summary>
/// <param name="Told">The request that was just sent, to say so.</param>
public sealed record MyFileModel(SubjectSite Site, IReadOnlyList<MyPurpose> Purposes, IReadOnlyList<Ground> Grounds, IReadOnlyList<(RequestLine Line, Clock? Clock)> Requests, OwnRequestModel? Told, string Once);
