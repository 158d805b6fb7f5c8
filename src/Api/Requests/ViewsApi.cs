using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary><c>PUT /v1/views/{view}</c>: how the list is called, and the filters of its address.</summary>
public sealed record ViewBody(string? Name, string? Query);

public sealed record ViewAnswer(string Id, string Name, string Query);

/// <summary>The lists that whoever is signed in has arranged and kept: <c>/v1/views</c>. Each has only its own.</summary>
internal sealed class ViewsApi(Catalogues catalogues, TimeProvider clock)
{
    private const int MaxName = 100;
    private const int MaxQuery = 1000;

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/views", (Tenant tenant) => List(tenant)).For(Scope.Dpo, Scope.Auditor)
            .Describe("List saved views", "Those of the caller, a person or a key, in the order they were saved.", null, Examples.Views).Produces<Page<ViewAnswer>>();
        v1.MapPut("/views/{view}", PutAsync).For(Scope.Dpo, Scope.Auditor)
            .Describe("Save a view", "`query` is what stands after `?` in the list's address; at most 50 views.", Examples.View, Examples.ViewAnswer).Produces<ViewAnswer>();
        v1.MapDelete("/views/{view}", DeleteAsync).For(Scope.Dpo, Scope.Auditor)
            .Describe("Remove a view", "What is not there is removed already; the answer is what is left.", null, Examples.Views).Produces<Page<ViewAnswer>>();
    }

    public async Task<IResult> PutAsync(string view, ViewBody body, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var id = fields.Code(view, "view");
        var saved = new SavedView(tenant.Actor, id, new Personal(fields.Text(body.Name, "name", MaxName)), new Personal(fields.Text(body.Query, "query", MaxQuery)));
        fields.ThrowIfWrong();
        var outcome = await catalogues.ExecuteAsync(tenant.Operator, new Envelope(tenant.Actor, new SaveView(clock.GetUtcNow(), saved)), cancellationToken);
        return Problems.Of(outcome) ?? Answers.Json(Of(saved), ApiJson.Wire.ViewAnswer);
    }

    public async Task<IResult> DeleteAsync(string view, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var id = fields.Code(view, "view");
        fields.ThrowIfWrong();
        var outcome = await catalogues.ExecuteAsync(tenant.Operator, new Envelope(tenant.Actor, new RemoveView(clock.GetUtcNow(), tenant.Actor, id)), cancellationToken);
        return Problems.Of(outcome) ?? List(tenant);
    }

    public IResult List(Tenant tenant) => Answers.Json(
        new Page<ViewAnswer>([.. catalogues.Find(tenant.Operator)!.Views.Where(view => view.Owner == tenant.Actor).Select(Of)], null), ApiJson.Wire.PageViewAnswer);

    private static ViewAnswer Of(SavedView view) => new(view.Id, view.Name.Value, view.Query.Value);
}
