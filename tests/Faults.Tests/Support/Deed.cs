namespace Consent.Faults.Tests;

internal enum DeedKind { Consent, Withdrawal, Request }

/// <summary>What is known of a deed by its answers: none yet, done, or refused with «nothing was written».</summary>
internal enum DeedState { Unknown, Acknowledged, Refused }

/// <summary>One write that was sent: by its key the journal is asked what became of it.</summary>
/// <param name="Purposes">Of a consent its purpose; of a withdrawal the consents that stand when it is sent.</param>
internal sealed record Deed(DeedKind Kind, string Key, string? Subject, IReadOnlyList<string> Purposes)
{
    public DeedState State { get; private set; }

    /// <summary>The id of the consent or the number of the request, as answered.</summary>
    public string? Answer { get; private set; }

    public string Path => Kind switch
    {
        DeedKind.Consent => "/v1/consents",
        DeedKind.Withdrawal => "/v1/withdrawals",
        _ => "/v1/requests",
    };

    public string Body => Kind switch
    {
        DeedKind.Consent => $$$"""
            {"subject": "{{{Subject}}}", "purpose": "{{{Purposes[0]}}}", "text": {"code": "form", "version": 1}, "evidence": {"channel": "web", "page": "{{{Key}}}"}}
            """,
        DeedKind.Withdrawal => $$"""{"subject": "{{Subject}}", "purposes": "all", "channel": "web"}""",
        _ => $$$"""
            {"demands": [{"kind": "access"}, {"kind": "other"}], {{{(Subject is null ? "" : $"\"subject\": \"{Subject}\",")}}} "channel": "email",
             "applicant": {"name": "Мария", "contact": "m@example.ru"}, "content": "{{{Key}}}"}
            """,
    };

    /// <summary>Sends it, again with the same key where it was sent before, and notes what came back.</summary>
    /// <returns>Null where there was no answer.</returns>
    public async Task<Reply?> SendAsync(Client client)
    {
        State = DeedState.Unknown;
        try
        {
            var reply = await client.PostAsync(Path, Body, Key);
            if (reply.IsDone) (State, Answer) = (DeedState.Acknowledged, reply.Text(Kind == DeedKind.Consent ? "id" : "number"));
            else if (reply is { Status: 503, Problem: "/problems/storage-unavailable" }) State = DeedState.Refused;
            return reply;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
