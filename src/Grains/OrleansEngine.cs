using Consent.Domain;
using Consent.Engine;

namespace Consent.Grains;

/// <summary>The engine of a cluster: every file is a grain, wherever it lives.</summary>
public sealed class OrleansEngine(IGrainFactory grains, Catalogues catalogues, Numbering numbering) : IEngine
{
    // A caller may stop waiting; a command that has reached its file is carried out all the same.
    public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) =>
        numbering.ExecuteAsync(file, envelope, catalogues.Of(file.Operator), async (own, numbered) =>
            Wire.ReadOutcome(await GrainOf(own).ExecuteAsync(Wire.Write(numbered)).WaitAsync(cancellationToken)));

    public async ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
        Wire.ReadAnswer(await GrainOf(file).CheckAsync(purpose.Value, at).WaitAsync(cancellationToken));

    private ISubjectFileGrain GrainOf(FileKey file) => grains.GetGrain<ISubjectFileGrain>(file.ToString());
}
