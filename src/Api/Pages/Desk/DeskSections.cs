using Consent.Domain;

namespace Consent.Api;

/// <summary>A section of the desk: its address, the key of its name, and who has it.</summary>
public sealed record DeskSection(string Path, string Key, params Scope[] Scopes);

/// <summary>What the desk consists of.</summary>
public static class DeskSections
{
    public const string Root = "/desk";

    public const string Requests = Root + "/requests";
    public const string Register = Root + "/register";
    public const string Consents = Root + "/consents";
    public const string Terms = Root + "/terms";
    public const string Journal = Root + "/journal";
    public const string Settings = Root + "/settings";

    /// <summary>Whoever looks and whoever decides.</summary>
    public static readonly Scope[] Readers = [Scope.Dpo, Scope.Auditor];

    public static readonly DeskSection[] All =
    [
        new(Root, "Desk.today", Readers),
        new(Requests, "Desk.requests", Readers),
        new(Register, "Desk.register", Scope.Dpo),
        new(Consents, "Desk.consents", Readers),
        new(Terms, "Desk.terms", [.. Readers, Scope.Admin]),
        new(Journal, "Desk.journal", Readers),
        new(Settings, "Desk.settings", Scope.Admin),
    ];

    /// <summary>Where somebody who has signed in begins; whoever runs the installation has no desk.</summary>
    public static string HomeOf(OperatorId operatorId) => operatorId == OperatorId.Installation ? "/account" : Root;

    // Whoever runs the installation has no operator, and of the desk only what all operators share.
    private static readonly DeskSection[] OfInstallation = [new(CalendarsDesk.Path, "Desk.calendars", Scope.Admin)];

    public static IEnumerable<DeskSection> Of(Caller caller) => (caller.RunsInstallation ? OfInstallation : All).Where(section => section.Scopes.Any(caller.Has));
}
