using System.Collections.Concurrent;
using Consent.Conformance;
using Consent.Domain;
using Xunit.Sdk;

namespace Consent.Engine.Tests;

/// <summary>Engines broken on purpose: the promises notice each of them.</summary>
public sealed class ConformanceControls : IAsyncLifetime
{
    private Installation _installation = null!;

    public async ValueTask InitializeAsync() => _installation = await Installation.NewAsync();

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task A_sound_engine_keeps_the_promises_that_the_broken_ones_break()
    {
        await EnginePromises.GivenIsAllowedAsync(Sound(), Demo.Start);
        await EnginePromises.WithdrawnIsSeenAsync(Sound(), Demo.Start);
        await EnginePromises.SameKeyHasOneEffectAsync(Sound(), Demo.Start);
    }

    [Fact]
    public async Task An_engine_that_keeps_an_old_answer_is_noticed()
    {
        var broken = new AnswersFromMemory(Sound());
        await Assert.ThrowsAnyAsync<XunitException>(() => EnginePromises.GivenIsAllowedAsync(broken, Demo.Start));
        await Assert.ThrowsAnyAsync<XunitException>(() => EnginePromises.WithdrawnIsSeenAsync(broken, Demo.Start));
    }

    [Fact]
    public async Task An_engine_that_forgets_keys_is_noticed() =>
        await Assert.ThrowsAnyAsync<XunitException>(() => EnginePromises.SameKeyHasOneEffectAsync(new ForgetsKeys(Sound()), Demo.Start));

    private EmbeddedEngine Sound() =>
        new(_installation.Journal, _installation.Sealing, _installation.Catalogues, new Numbering(_installation.Register), _installation.Clock);

    private sealed class AnswersFromMemory(IEngine inner) : IEngine
    {
        private readonly ConcurrentDictionary<FileKey, CheckAnswer> _answers = new();

        public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) => inner.ExecuteAsync(file, envelope, cancellationToken);

        public async ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
            _answers.TryGetValue(file, out var old) ? old : _answers[file] = await inner.CheckAsync(file, purpose, at, cancellationToken);
    }

    private sealed class ForgetsKeys(IEngine inner) : IEngine
    {
        public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) =>
            inner.ExecuteAsync(file, envelope with { Key = null, BodySha256 = null }, cancellationToken);

        public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
            inner.CheckAsync(file, purpose, at, cancellationToken);
    }
}
