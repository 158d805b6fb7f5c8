using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Which request somebody without a session may look at, for half an hour: a sealed cookie, given with the receipt of a request or for a code to the address that the request was confirmed by.</summary>
internal sealed class OwnAccess(Tickets tickets, Catalogues catalogues)
{
    private const string Purpose = "own-request";
    private const string Whole = "whole";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <param name="isWhole">With what it says; otherwise its number, its demands and their terms.</param>
    public void Give(HttpContext context, OperatorId operatorId, string number, bool isWhole) => context.Response.Cookies.Append(
        Cookie(context.Request), tickets.Write(Purpose, Life, operatorId.Value, number, isWhole ? Whole : "receipt"), Options(context.Request));

    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Cookie(context.Request), Options(context.Request));

    /// <summary>The number that may be looked at, where one is asked for that one; null where it may not. Whoever looks is known to the access journal as the public.</summary>
    public string? Find(HttpContext context, OperatorId operatorId, bool mustBeWhole, string? asked = null)
    {
        if (!PublicAddress.MayCarrySecrets(context.Request) || tickets.Read(Purpose, context.Request.Cookies[Cookie(context.Request)]) is not [var own, var number, var level]) return null;
        if (own != operatorId.Value || (mustBeWhole && level != Whole) || (asked ?? number) != number) return null;
        context.User = new Caller(operatorId, "public", [], catalogues);
        return number;
    }

    public bool IsWhole(HttpContext context, OperatorId operatorId) => Find(context, operatorId, mustBeWhole: true) is not null;

    private static string Cookie(HttpRequest request) => request.IsHttps ? "__Host-consent-request" : "consent-request";

    private static CookieOptions Options(HttpRequest request) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
