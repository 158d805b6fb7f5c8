using Consent.Domain;
using Consent.Engine;

namespace Consent.Grains;

/// <summary>The engine of a cluster: every file is a grain, wherever it lives.</summary>
public sealed class OrleansEngine(IGrainFactory grains, Catalogues catalogues, SiloLease lease) : IEngine
{
    // A caller may stop waiting; a command that has reached its file is carried out all the same.
    public async Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken)
    {
        CallContext.Set(file.Operator.Value, envelope.Actor);
        var message = Wire.Write(envelope);
        var reply = envelope.Command is INumbered
            ? grains.GetGrain<INumberingGrain>(NumberingGrain.KeyOf(file.Operator, catalogues.Of(file.Operator), envelope.Command)).ExecuteAsync(file.ToString(), message)
            : GrainOf(file).ExecuteAsync(message);
        return Wire.ReadOutcome(await reply.WaitAsync(cancellationToken))!;
    }

    public async ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken)
    {
        CallContext.Set(file.Operator.Value, actor: null);
        var answer = Wire.ReadAnswer(await GrainOf(file).CheckAsync(purpose.Value, at).WaitAsync(cancellationToken));
        // The past is answered by the catalogue of the silo that was asked.
        lease.Require();
        return answer;
    }

    private ISubjectFileGrain GrainOf(FileKey file) => grains.GetGrain<ISubjectFileGrain>(file.ToString());
}
