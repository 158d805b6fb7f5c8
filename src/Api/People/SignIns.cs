using System.Security.Cryptography;
using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.DataProtection;

namespace Consent.Api;

/// <summary>What became of one step of signing in: who passed, or how long to wait; neither says no more than no.</summary>
internal sealed record SignInStep(OperatorId Operator, Person? Person, TimeSpan Wait)
{
    public static readonly SignInStep No = new(default, null, TimeSpan.Zero);
}

/// <summary>Password, then a code; failures cost time, by person and by address alike whether the person is there or not.</summary>
internal sealed class SignIns(Catalogues catalogues, Passwords passwords, Tickets tickets, Sessions sessions, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string PasswordPassed = "password-passed";
    private static readonly TimeSpan ForTheCode = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Throttle _people = new(clock, free: 5, Window);
    private readonly Throttle _addresses = new(clock, free: 50, Window);
    private readonly IDataProtector _secrets = protection.CreateProtector("Consent.Totp");

    /// <summary>The operator's name as a person types it; none is the installation.</summary>
    public static OperatorId Read(string? operatorId) => string.IsNullOrWhiteSpace(operatorId) ? OperatorId.Installation : OperatorId.TryParse(operatorId.Trim(), out var id) ? id : new OperatorId("");

    public string Protect(byte[] totp) => _secrets.Protect(Convert.ToBase64String(totp));

    public SignInStep TryPassword(OperatorId operatorId, string? email, string? password, string address)
    {
        var name = $"{operatorId}\n{email?.Trim().ToLowerInvariant()}";
        if (Wait(name, address) is { Ticks: > 0 } wait) return new SignInStep(operatorId, null, wait);
        var person = catalogues.Find(operatorId)?.PersonBy(email?.Trim() ?? "");
        // Hashed in any case: an unknown name takes as long.
        if (passwords.Fits(person is { IsEnrolled: true } ? person.PasswordHash : null, password)) return new SignInStep(operatorId, person, TimeSpan.Zero);
        Failed(name, address);
        return SignInStep.No;
    }

    public string TicketOf(SignInStep passed) => tickets.Write(PasswordPassed, ForTheCode, passed.Operator.Value, passed.Person!.Id, Stamp(passed.Person));

    /// <summary>The person whose password has passed a moment ago; null where the ticket is too old, or the password another by now.</summary>
    public (OperatorId Operator, Person Person)? Holder(string? ticket) =>
        tickets.Read(PasswordPassed, ticket) is [var operatorId, var id, var stamp]
        && catalogues.Find(new OperatorId(operatorId))?.People.FirstOrDefault(person => person.Id == id && !person.IsDisabled) is { IsEnrolled: true } person
        && Stamp(person) == stamp
            ? (new OperatorId(operatorId), person) : null;

    /// <summary>Takes a code of the authenticator or a recovery code, and opens a session with it.</summary>
    public async Task<SignInStep> TryCodeAsync(HttpContext context, OperatorId operatorId, Person person, string? code, CancellationToken cancellationToken)
    {
        var (name, address) = ($"{operatorId}\n{person.Id}\ncode", AddressOf(context));
        if (Wait(name, address) is { Ticks: > 0 } wait) return new SignInStep(operatorId, null, wait);
        var now = clock.GetUtcNow();
        var (step, recovery) = (Totp.Find(SecretOf(person), code, now), RecoveryCodes.Hash(code));
        var command = step is { } timed ? new OpenSession(now, person.Id, NewSession(now, SignInMethod.Totp), timed)
            : person.Recovery.Contains(recovery) ? new OpenSession(now, person.Id, NewSession(now, SignInMethod.RecoveryCode), null, recovery)
            : null;
        if (command is null || !await OpenAsync(context, operatorId, command, cancellationToken))
        {
            Failed(name, address);
            return SignInStep.No;
        }

        _people.Forgive(name);
        _people.Forgive($"{operatorId}\n{person.Email.Value.ToLowerInvariant()}");
        return new SignInStep(operatorId, person, TimeSpan.Zero);
    }

    /// <summary>Opens a session; false where the rules say no, for the code was used or the person disabled meanwhile.</summary>
    public async Task<bool> OpenAsync(HttpContext context, OperatorId operatorId, OpenSession command, CancellationToken cancellationToken)
    {
        var outcome = await catalogues.ExecuteAsync(operatorId, new Envelope("person:" + command.Person, command), cancellationToken);
        if (outcome is not Outcome.Done) return false;
        sessions.Give(context, operatorId, command.Person, command.Session);
        return true;
    }

    public PersonSession NewSession(DateTimeOffset now, SignInMethod method) => new(OneTimeTokens.NewId() + OneTimeTokens.NewId(), now, now + sessions.Longest, method);

    /// <summary>Asks a person who is signed in for the password again, before something that cannot be undone.</summary>
    public bool IsConfirmed(Caller caller, string? password) =>
        caller.SignedIn is { } signedIn && TryPassword(caller.Operator, signedIn.Person.Email.Value, password, "session:" + signedIn.Session.Id).Person is not null;

    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private TimeSpan Wait(string name, string address)
    {
        var (person, machine) = (_people.WaitOf(name), _addresses.WaitOf(address));
        return person > machine ? person : machine;
    }

    private void Failed(string name, string address)
    {
        _people.Count(name);
        _addresses.Count(address);
    }

    private byte[] SecretOf(Person person)
    {
        try
        {
            return Convert.FromBase64String(_secrets.Unprotect(person.Totp!));
        }
        catch (CryptographicException)
        {
            // The key ring was lost: no code is right, and the second factor is to be reset.
            return RandomNumberGenerator.GetBytes(20);
        }
    }

    private static string Stamp(Person person) => OneTimeTokens.Hash(person.PasswordHash!)[..16];
}
