namespace Consent.Domain;

/// <summary>There is no such person, or it was disabled.</summary>
public sealed record PersonUnknown() : Refusal(null, null, RefusalKind.State);

/// <summary>Somebody with this address is there already.</summary>
public sealed record PersonAlreadyInvited() : Refusal(null, "email", RefusalKind.State);

/// <summary>The scope is of machines or of subjects.</summary>
public sealed record ScopeNotForPeople(Scope Scope) : Refusal(null, "scopes");

/// <summary>Those who run the installation administer it and nothing else.</summary>
public sealed record OnlyAdministratorsHere() : Refusal(null, "scopes");

/// <summary>The link was used, has run out, or was never given.</summary>
public sealed record LinkNotGood() : Refusal(null, null, RefusalKind.State);

/// <summary>Password, code or provider do not let this person in.</summary>
public sealed record SignInRefused() : Refusal(null, null, RefusalKind.State);
