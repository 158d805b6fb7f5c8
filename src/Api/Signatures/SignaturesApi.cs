using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary><c>PUT /v1/admin/operators/{id}/trusted-roots</c>: certificates as PEM, or DER in base64.</summary>
public sealed record TrustedRootsBody(IReadOnlyList<string?>? Certificates);

public sealed record TrustedRootAnswer(string Sha256, string Subject, string Algorithm, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>The certificate is no authority's, or cannot be read.</summary>
public sealed record RootUnfit(string At) : Refusal("63-ФЗ", At);

/// <summary>Detached electronic signatures of requests, and the roots they are checked against.</summary>
internal sealed class SignaturesApi(IEngine engine, Catalogues catalogues, RequestFinder finder, FileReader reader, Sealing sealing, RequestViews views, TimeProvider clock)
{
    private const int MostRoots = 50;
    private const int LongestRoot = 10_000;

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/requests/{number}/signature", PostAsync).For(Scope.Dpo)
            .Describe("Add a detached signature", "CMS over the given bytes: RSA, ECDSA, GOST R 34.10-2012. What was found is recorded with the certificate; the identity is raised where the signature holds, is trusted and names the applicant.", Examples.Signature, Examples.RequestAnswer)
            .Produces<RequestAnswer>();
        v1.MapPut("/admin/operators/{id}/trusted-roots", PutRootsAsync).For(Scope.Admin)
            .Describe("Load trusted roots", "Certificates of the authorities whose signatures the operator takes, in the place of those there were.", Examples.TrustedRoots, Examples.TrustedRootsAnswer)
            .Produces<Page<TrustedRootAnswer>>();
        v1.MapGet("/admin/operators/{id}/trusted-roots", GetRoots).For(Scope.Admin)
            .Describe("List trusted roots", "By their SHA-256.", null, Examples.TrustedRootsAnswer)
            .Produces<Page<TrustedRootAnswer>>();
    }

    public async Task<IResult> PostAsync(string number, SignatureBody body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var sent = SignatureChecks.Read(body, "", fields);
        fields.ThrowIfWrong();
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var view = await (await reader.ReadAsync(file, null, cancellationToken)).OpenAsync(sealing, cancellationToken);
        var applicant = view.Entries.Select(entry => entry.Event).OfType<RequestReceived>().FirstOrDefault(received => received.Number == number)?.Applicant;
        var now = clock.GetUtcNow();
        var add = new AddSignature(now, number, SignatureChecks.Check(sent, tenant.Rules.Catalogue, now, applicant?.Name)) { IfVersion = ETags.IfMatch(context) };
        var outcome = await engine.ExecuteAsync(file, idempotency.Envelope(tenant.Actor, add, body), cancellationToken);
        return Problems.Of(outcome) ?? ETags.Tagged(await views.ReadAsync(file, number, ((Outcome.Done)outcome).Version, isMasked: true, cancellationToken), context);
    }

    private async Task<IResult> PutRootsAsync(string id, TrustedRootsBody body, Caller caller, CancellationToken cancellationToken)
    {
        if (!MayManage(caller, id, out var operatorId)) return Problems.NotFound();
        var fields = new Fields();
        if (body.Certificates?.Count > MostRoots) fields.Wrong("certificates", "FieldTooMany", MostRoots);
        var texts = (body.Certificates ?? []).Take(MostRoots).Select((text, i) => fields.Text(text, $"certificates[{i}]", LongestRoot, lines: true)).ToList();
        fields.ThrowIfWrong();
        ImmutableArray<TrustedRoot> roots = [.. texts.Select((text, i) => Read(text, $"certificates[{i}]")).DistinctBy(root => root.Sha256)];
        var outcome = await catalogues.ExecuteAsync(operatorId, new Envelope(caller.Actor, new LoadTrustedRoots(clock.GetUtcNow(), roots)), cancellationToken);
        return Problems.Of(outcome) ?? Answer(roots);
    }

    private IResult GetRoots(string id, Caller caller) => MayManage(caller, id, out var operatorId) ? Answer(catalogues.Find(operatorId)!.TrustedRoots) : Problems.NotFound();

    private bool MayManage(Caller caller, string id, out OperatorId operatorId) =>
        OperatorId.TryParse(id, out operatorId) && (caller.RunsInstallation || caller.Operator == operatorId) && catalogues.For(operatorId) is not null;

    private static TrustedRoot Read(string text, string at)
    {
        try
        {
            using var certificate = text.Contains("-----BEGIN", StringComparison.Ordinal) ? X509Certificate2.CreateFromPem(text) : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
            if (TrustChain.MayBeRoot(certificate))
                return new TrustedRoot(Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)), Convert.ToBase64String(certificate.RawDataMemory.Span));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or ArgumentException)
        {
            // Said below.
        }

        throw new RefusedException(new RootUnfit(at));
    }

    private static IResult Answer(ImmutableArray<TrustedRoot> roots) => Answers.Json(
        new Page<TrustedRootAnswer>([.. roots.Select(root =>
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(root.Certificate));
            return new TrustedRootAnswer(root.Sha256, certificate.Subject, certificate.SignatureAlgorithm.Value ?? "", certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        })], null),
        ApiJson.Wire.PageTrustedRootAnswer);
}
