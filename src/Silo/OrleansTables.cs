using System.Reflection;
using Consent.Storage.Postgres;

namespace Consent.Silo;

/// <summary>Before the silo starts: the tables of Orleans stand in a schema of their own; of several silos that start at once one makes them.</summary>
internal sealed class OrleansTables(PostgresDatabase database) : IHostedLifecycleService
{
    /// <summary>Where they are.</summary>
    public const string Schema = "orleans";

    private const string Begin = $"CREATE SCHEMA IF NOT EXISTS {Schema}; SET LOCAL search_path TO {Schema}";

    public Task StartingAsync(CancellationToken cancellationToken) => database.UpdateAsync(Scripts().Prepend(Begin), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<string> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Postgres/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
