using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What became of an order, and in which file.</summary>
internal readonly record struct OrderResult(FileKey File, Outcome Outcome);

/// <summary>Carries out orders about a request, whoever read them and from what.</summary>
internal sealed class RequestOrders(IEngine engine, RequestFinder finder, FileReader reader, Sealing sealing, TimeProvider clock)
{
    /// <exception cref="InvalidRequestException">The body is malformed.</exception>
    /// <exception cref="NotFoundException">There is no such request.</exception>
    public async Task<OrderResult> ExecuteAsync<TBody>(
        string number, TBody body, Func<TBody, OrderReading, RequestCommand> read, long? ifVersion, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var order = new OrderReading(number, clock.GetUtcNow(), new Fields());
        var command = read(body, order);
        order.Fields.ThrowIfWrong();
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        command = await AssembleAsync(command with { IfVersion = ifVersion }, file, tenant, cancellationToken);
        return new OrderResult(file, await engine.ExecuteAsync(file, idempotency.Envelope(tenant.Actor, command, body), cancellationToken));
    }

    // What is sent as assembled is recorded word for word, of the very version it was put together from.
    private async Task<RequestCommand> AssembleAsync(RequestCommand command, FileKey file, Tenant tenant, CancellationToken cancellationToken)
    {
        if (command is not AnswerDemand { IsAssembled: true } answer) return command;
        var view = await reader.ReadAsync(file, null, cancellationToken);
        view = await view.OpenAsync(sealing, cancellationToken);
        if (view.File.Request(answer.Number) is not { } request || request.Demand(answer.Demand) is not { Kind: DemandKind.Access }) return command;
        var text = AccessLetter.TextOf(view, answer.Number, answer.Demand, tenant.Rules, answer.At);
        return answer with { Text = new Personal(text), IfVersion = answer.IfVersion ?? request.Version };
    }
}
