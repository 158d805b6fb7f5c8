using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>The defences that can be taken away, one at a time, by the variable <c>CONSENT_SABOTAGE</c>.</summary>
public static class Sabotage
{
    public const string Variable = "CONSENT_SABOTAGE";

    public const string AckBeforeCommit = "ack-before-commit";
    public const string HalfWrite = "half-write";
    public const string SwallowStorageError = "swallow-storage-error";
    public const string DropUnderPressure = "drop-under-pressure";
    public const string ForgetAlarms = "forget-alarms";
    public const string EventBeforeBytes = "event-before-bytes";

    public static void RemoveDefence(this IServiceCollection services, string? name)
    {
        if (name == EventBeforeBytes)
        {
            var store = services.Last(service => service.ServiceType == typeof(IAttachmentStore));
            services.Remove(store);
            services.AddSingleton<IAttachmentStore>(provider => new LateAttachments((IAttachmentStore)store.ImplementationFactory!.Invoke(provider)));
            return;
        }

        Func<IJournal, IJournal> around = name switch
        {
            AckBeforeCommit => journal => new EarlyJournal(journal),
            HalfWrite => journal => new HalvingJournal(journal),
            SwallowStorageError => journal => new SwallowingJournal(journal),
            DropUnderPressure => journal => new DroppingJournal(journal),
            ForgetAlarms => journal => new ForgettingJournal(journal),
            _ => throw new ArgumentException($"'{Variable}={name}' names no defence."),
        };
        var honest = services.Last(service => service.ServiceType == typeof(IJournal));
        services.Remove(honest);
        services.AddSingleton(provider => around((IJournal)(
            honest.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, honest.ImplementationType!))));
    }
}
