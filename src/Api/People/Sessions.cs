using System.Globalization;
using System.Security.Cryptography;
using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Turns a cookie, or a subject's token, into a caller. The cookie names a session of the catalogue; where that has ended, on whatever machine,
/// the cookie is nobody's.</summary>
internal sealed class Sessions(
    Catalogues catalogues, FileReader reader, IDataProtectionProvider protection, IAntiforgery antiforgery, IOptions<ConsentOptions> options, TimeProvider clock)
{
    /// <summary>Where the proof that a call comes from our own page is sent, beside the cookie.</summary>
    public const string ProofHeader = "X-CSRF-Token";

    private const string Bearer = "Bearer ";
    private const int MaxCookie = 2048;
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _cookies = protection.CreateProtector("Consent.Sessions");

    private TimeSpan Idle => TimeSpan.FromMinutes(options.Value.Sessions.IdleMinutes);

    public TimeSpan Longest => TimeSpan.FromHours(options.Value.Sessions.Hours);

    public TimeSpan LongestOfSubjects => TimeSpan.FromMinutes(options.Value.Sessions.SubjectMinutes);

    /// <summary>Whoever is signed in; null where nobody is.</summary>
    public async ValueTask<Caller?> FindAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Authorization is { Count: > 0 } headers)
            return headers is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? await FindSubjectAsync(header[Bearer.Length..], isByCookie: false, context.RequestAborted) : null;
        if (!PublicAddress.MayCarrySecrets(request)) return null;
        if (request.Cookies[PeopleCookie(request)] is { Length: > 0 and <= MaxCookie } cookie && FindPerson(context, cookie) is { } person) return person;
        return request.Cookies[SubjectCookie(request)] is { Length: > 0 and <= MaxCookie } token ? await FindSubjectAsync(token, isByCookie: true, context.RequestAborted) : null;
    }

    /// <summary>A call that changes something and came with a cookie also brings the proof that one of our pages made it.</summary>
    public async ValueTask<bool> IsOursAsync(HttpContext context, Caller caller)
    {
        if (!caller.IsByCookie || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) return true;
        context.User = caller;
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception unreadable) when (unreadable is AntiforgeryValidationException or InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>What a page of ours sends back with its calls.</summary>
    public string ProofFor(HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken!;

    public void Give(HttpContext context, OperatorId operatorId, string person, PersonSession session) =>
        Set(context, PeopleCookie(context.Request), _cookies.Protect(string.Join('\n', operatorId.Value, person, session.Id, clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))));

    public static void GiveSubject(HttpContext context, string token) => Set(context, SubjectCookie(context.Request), token);

    public static void Take(HttpContext context)
    {
        foreach (var name in (string[])[PeopleCookie(context.Request), SubjectCookie(context.Request)])
            context.Response.Cookies.Delete(name, Options(context.Request));
    }

    /// <summary>Whether the person proved itself so recently that a sensitive act may go on without asking again.</summary>
    public bool IsFresh(Caller caller, TimeSpan within) => caller.SignedIn is { } signedIn && clock.GetUtcNow() - signedIn.Session.OpenedAt < within;

    private Caller? FindPerson(HttpContext context, string cookie)
    {
        string[] parts;
        try
        {
            parts = _cookies.Unprotect(cookie).Split('\n');
        }
        catch (CryptographicException)
        {
            return null;
        }

        var (operatorId, now) = (new OperatorId(parts[0]), clock.GetUtcNow());
        var seen = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[3], CultureInfo.InvariantCulture));
        if (now - seen >= Idle) return null;
        if (catalogues.Find(operatorId)?.People.FirstOrDefault(person => person.Id == parts[1]) is not { } person || person.Session(parts[2], now) is not { } session) return null;
        if (now - seen >= Renewal) Give(context, operatorId, person.Id, session);
        return new Caller(operatorId, "person:" + person.Id, person.Scopes, catalogues, session.Id) { SignedIn = (person, session), IsByCookie = true };
    }

    private async ValueTask<Caller?> FindSubjectAsync(string token, bool isByCookie, CancellationToken cancellationToken)
    {
        if (SubjectTokens.Read(token) is not var (file, session) || catalogues.For(file.Operator) is null) return null;
        var view = await reader.ReadAsync(file, null, cancellationToken);
        if (!view.File.Access.IsOpen(session, clock.GetUtcNow())) return null;
        return new Caller(file.Operator, "subject:" + file.Subject, [Scope.Subject], catalogues, session) { Subject = file.Subject, IsByCookie = isByCookie };
    }

    private static string PeopleCookie(HttpRequest request) => request.IsHttps ? "__Host-consent" : "consent";

    private static string SubjectCookie(HttpRequest request) => request.IsHttps ? "__Host-consent-subject" : "consent-subject";

    private static void Set(HttpContext context, string name, string value) => context.Response.Cookies.Append(name, value, Options(context.Request));

    // Without an end of its own: it goes with the browser, and the service ends it at the latest.
    private static CookieOptions Options(HttpRequest request) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
