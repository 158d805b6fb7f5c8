namespace Consent.Api.Tests.Http;

/// <summary>Bad requests to every route, and the proof that they left nothing behind.</summary>
public abstract class BadRequests(OpenShop open) : IDisposable
{
    private int _cases;

    private protected OpenShop Open { get; } = open;

    public static TheoryData<string> Writing => [.. Route.All.Where(route => route.Body is not null).Select(route => route.ToString())];

    public static TheoryData<string> Everything => [.. Route.All.Select(route => route.ToString())];

    public void Dispose()
    {
        Amount.Report($"{_cases} cases");
        GC.SuppressFinalize(this);
    }

    private protected void Count() => _cases++;

    private protected async Task<(Route Route, string Path, string Body)> PrepareAsync(string name)
    {
        var route = Route.All.Single(row => row.ToString() == name);
        var target = await route.MakeAsync(Open.Shop);
        return (route, route.PathOf(Open.Shop, target), route.Body?.Invoke(target, Route.NewWord()) ?? "");
    }

    private protected async Task<Answer> NothingWrittenAsync(Func<Task<Answer>> call)
    {
        Count();
        var before = Open.Service.Written;
        var answer = await call();
        if (answer.Status >= 400) Assert.True(Open.Service.Written == before, $"{answer.Call}: something was written");
        return answer;
    }
}
