using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Domain;
using Consent.Engine;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Consent.Api;

/// <summary>What the DPO does with a request: <c>POST /v1/requests/{number}/{action}</c>, one route for each line of <see cref="RequestActionTable"/>.</summary>
internal sealed class RequestActionsApi(RequestOrders orders, RequestViews views)
{
    public void Map(RouteGroupBuilder v1)
    {
        foreach (var order in RequestActionTable.All) order.Map(v1, orders, views);
    }
}

/// <summary>One thing that may be done with a request.</summary>
internal abstract class RequestAction(string name)
{
    public string Name => name;

    public abstract void Map(RouteGroupBuilder v1, RequestOrders orders, RequestViews views);

    /// <summary>The command of a form, not carried out.</summary>
    /// <exception cref="InvalidRequestException">The form is malformed.</exception>
    public abstract RequestCommand Read(string number, FormBody form, DateTimeOffset now);

    /// <summary>The same order as a form of the desk brings it.</summary>
    public abstract Task<OrderResult> ExecuteAsync(string number, FormBody form, RequestOrders orders, Tenant tenant, CancellationToken cancellationToken);
}

/// <summary>An order that is read from a body of its own.</summary>
internal sealed class RequestAction<TBody>(string name, string summary, string description, string example, Func<TBody, OrderReading, RequestCommand> read) : RequestAction(name)
    where TBody : class
{
    public override void Map(RouteGroupBuilder v1, RequestOrders orders, RequestViews views) =>
        v1.MapPost("/requests/{number}/" + Name, async (
                string number, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] TBody? body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken) =>
            {
                // Nothing sent says nothing: what an action needs is then told field by field.
                var given = body ?? JsonSerializer.Deserialize("{}"u8, (JsonTypeInfo<TBody>)ApiJson.Wire.GetTypeInfo(typeof(TBody))!)!;
                var (file, outcome) = await orders.ExecuteAsync(number, given, read, ETags.IfMatch(context), tenant, idempotency, cancellationToken);
                if (Problems.Of(outcome) is { } problem) return problem;
                return ETags.Tagged(await views.ReadAsync(file, number, ((Outcome.Done)outcome).Version, isMasked: true, cancellationToken), context);
            })
            .For(Scope.Dpo).Describe(summary, description, example, Examples.RequestAnswer).Produces<RequestAnswer>();

    public override RequestCommand Read(string number, FormBody form, DateTimeOffset now)
    {
        var order = new OrderReading(number, now, new Fields());
        var command = read(form.Read<TBody>(), order);
        order.Fields.ThrowIfWrong();
        return command;
    }

    public override Task<OrderResult> ExecuteAsync(string number, FormBody form, RequestOrders orders, Tenant tenant, CancellationToken cancellationToken) =>
        orders.ExecuteAsync(number, form.Read<TBody>(), read, form.Version, tenant, form.Idempotency, cancellationToken);
}
