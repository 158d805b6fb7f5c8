using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Consent.Api;

/// <summary>Whether files also get fresh keys of their own for what is sealed from now on.</summary>
public sealed record RotateRingBody(bool? FileKeys);

public sealed record RingKeyAnswer(string Id, DateTimeOffset CreatedAt, DateTimeOffset ActiveFrom, DateTimeOffset ExpiresAt, bool Revoked);

public sealed record RewrapAnswer(bool Running, long Files, long Rewrapped, long Failed);

/// <summary>The ring's keys, the newest last, by what they are protected, and how far files have been wrapped by the newest.</summary>
public sealed record KeyRingAnswer(string Protection, IReadOnlyList<RingKeyAnswer> Keys, RewrapAnswer Rewrap);

/// <summary>The key ring, for whoever runs the installation: <c>/v1/admin/key-ring</c>.</summary>
internal sealed class KeyRingApi(KeyRing ring, KeyRewrap rewrap)
{
    public void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/key-ring", Get).For(Domain.Scope.Admin)
            .Describe("Look at the key ring", "Ids and dates of its keys, never the keys; and how far the keys of files have been wrapped by the newest, on the node that was asked.", null, Examples.KeyRing)
            .Produces<KeyRingAnswer>();
        admin.MapPost("/key-ring/rotate", RotateAsync).For(Domain.Scope.Admin)
            .Describe("Rotate the key ring", "A new key is used from now on, and the keys of all files are wrapped by it in the background. `fileKeys`: files also get fresh keys of their own for what is sealed later. Repeated, it makes one key more.", Examples.RotateRing, Examples.KeyRing)
            .Produces<KeyRingAnswer>();
    }

    private IResult Get(Caller caller) => caller.RunsInstallation ? Answers.Json(Answer(), ApiJson.Wire.KeyRingAnswer) : Problems.NotFound();

    private async Task<IResult> RotateAsync(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RotateRingBody? body, Caller caller, Idempotency _, CancellationToken cancellationToken)
    {
        if (!caller.RunsInstallation) return Problems.NotFound();
        await ring.RotateAsync(cancellationToken);
        rewrap.Begin(body?.FileKeys ?? false);
        return Answers.Json(Answer(), ApiJson.Wire.KeyRingAnswer);
    }

    private KeyRingAnswer Answer()
    {
        var progress = rewrap.Progress;
        return new KeyRingAnswer(
            ring.Protection,
            [.. ring.Keys.Select(key => new RingKeyAnswer(key.Id.ToString(), key.CreatedAt, key.ActivatedAt, key.ExpiresAt, key.IsRevoked))],
            new RewrapAnswer(progress.IsRunning, progress.Files, progress.Rewrapped, progress.Failed));
    }
}
