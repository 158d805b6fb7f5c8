using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Hosting;

/// <summary>A journal that stands before the real one; what a test changes of it, it overrides.</summary>
internal abstract class JournalDecorator(IJournal inner) : IJournal
{
    public long Position => inner.Position;

    public virtual ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken) => inner.ReadAsync(file, cancellationToken);

    public virtual Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) => inner.TryAppendAsync(append, cancellationToken);

    public virtual ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(operatorId, key, cancellationToken);

    public ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken) =>
        inner.CatalogueVersionsAsync(cancellationToken);

    public virtual ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadFeedAsync(operatorId, after, limit, cancellationToken);

    public Task WaitForMoreAsync(long after, CancellationToken cancellationToken) => inner.WaitForMoreAsync(after, cancellationToken);
}

internal static class Decorating
{
    /// <summary>Puts something before a service that is registered already.</summary>
    public static void Decorate<T>(this IServiceCollection services, Func<T, T> decorate) where T : class
    {
        var real = services.Last(service => service.ServiceType == typeof(T));
        var key = new object();
        if (real.ImplementationFactory is { } make) services.AddKeyedSingleton(key, (provider, _) => (T)make(provider));
        else services.Add(new ServiceDescriptor(typeof(T), key, real.ImplementationType!, ServiceLifetime.Singleton));
        services.AddSingleton(provider => decorate(provider.GetRequiredKeyedService<T>(key)));
    }
}
