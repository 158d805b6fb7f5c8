using System.Security.Cryptography;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Who runs the desk of each operator of the demo, and a door to it by a printed link: a demo has no telephone to read codes from.</summary>
internal sealed class DemoDesk(Catalogues catalogues, Passwords passwords, SignIns signIns, TimeProvider clock)
{
    /// <summary>In the file of keys: the door, and the password that settings ask for once more.</summary>
    public const string Door = "desk", Password = "password";

    private const string Path = "/demo/";

    private Dictionary<string, OperatorId> _doors = [];

    public static string AddressOf(string token) => Path + token;

    public void Know(IEnumerable<string[]> keys) => _doors = keys.Where(cells => cells[1] == Door).ToDictionary(cells => OneTimeTokens.Hash(cells[2]), cells => new OperatorId(cells[0]));

    /// <summary>The lines of the file of keys for the person it has made.</summary>
    public async Task<IEnumerable<string>> EnrolAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        var (door, link, password, now) = (OneTimeTokens.New(), OneTimeTokens.New(), Totp.Base32(RandomNumberGenerator.GetBytes(10)), clock.GetUtcNow());
        var invite = new InvitePerson(
            now, OneTimeTokens.NewId(), new Personal(NameOf(operatorId)), new Personal("Демонстрация"), [Scope.Dpo, Scope.Admin], new OneTimeLink(OneTimeTokens.Hash(link), now.AddMinutes(1)));
        await catalogues.ExecuteAsync(operatorId, new Envelope(DemoStory.Actor, invite), cancellationToken);
        var enrol = new EnrolPerson(now, invite.Person, invite.Link!.Sha256, passwords.Hash(password), signIns.Protect(Totp.NewSecret()), [], Totp.StepOf(now));
        await catalogues.ExecuteAsync(operatorId, new Envelope(DemoStory.Actor, enrol), cancellationToken);
        return [$"{operatorId} {Door} {door}", $"{operatorId} {Password} {password}"];
    }

    public void Map(IEndpointRouteBuilder app) => app.MapGet(Path + "{token}", GetAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(AnswersWithPages.Instance);

    private static string NameOf(OperatorId operatorId) => $"demo@{operatorId}.example";

    private async Task<IResult> GetAsync(string token, HttpContext context, CancellationToken cancellationToken)
    {
        if (!_doors.TryGetValue(OneTimeTokens.Hash(token), out var operatorId) || catalogues.Find(operatorId)?.PersonBy(NameOf(operatorId)) is not { } person) return Problems.NotFound();
        if (!PublicAddress.MayCarrySecrets(context.Request)) return new Page(Texts.Get("SignIn.title"), Page.Fault(Texts.Get("SignIn.httpsOnly")), StatusCodes.Status400BadRequest);
        var now = clock.GetUtcNow();
        var step = Math.Max(Totp.StepOf(now), person.LastTotpStep + 1);
        return await signIns.OpenAsync(context, operatorId, new OpenSession(now, person.Id, signIns.NewSession(now, SignInMethod.Totp), step), cancellationToken)
            ? TypedResults.LocalRedirect(DeskSections.Root)
            : Problems.NotFound();
    }
}
