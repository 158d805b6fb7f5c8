using Consent.Engine.Proof;
using Consent.Storage.Postgres;
using Consent.Storage.Proof;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Everything that makes the journal provable: the tree, the signed heads, the witnesses.</summary>
internal static class ProofSetup
{
    private static readonly TimeSpan WebhookPatience = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddProof(this IServiceCollection services)
    {
        services.AddOptions<CheckpointOptions>().BindConfiguration(CheckpointOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WitnessOptions>().BindConfiguration(WitnessOptions.Section).ValidateDataAnnotations()
            .Validate<IOptions<ConsentOptions>>((options, own) => options.Email is null || own.Value.Mail is { Host.Length: > 0, From.Length: > 0 }, "Consent__Witness__Email needs Consent__Mail__Host and Consent__Mail__From.").ValidateOnStart();
        services.AddSingleton<IProofStore>(provider => provider.GetRequiredService<IOptions<ConsentOptions>>().Value.Storage == "postgres"
            ? ActivatorUtilities.CreateInstance<PostgresProofStore>(provider)
            : ActivatorUtilities.CreateInstance<SqliteProofStore>(provider));
        services.AddSingleton<SigningKey>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Checkpoints>(provider, (Func<NoteSigner>)provider.GetRequiredService<SigningKey>().Get));
        services.AddSingleton(provider => new Witnessing(
            Witnesses(provider.GetRequiredService<IOptions<WitnessOptions>>().Value, provider.GetRequiredService<Mailer>()), provider.GetRequiredService<Checkpoints>(), provider.GetRequiredService<IProofStore>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Witnessing>>()));
        services.AddSingleton<LiveCheck>();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<JournalList>();
        services.AddSingleton<CheckpointList>();
        services.AddSingleton<JournalExport>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CheckpointWatch>(
            provider, TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<CheckpointOptions>>().Value.Seconds)));
        return services.AddHostedService(provider => provider.GetRequiredService<CheckpointWatch>());
    }

    private static IEnumerable<IWitness> Witnesses(WitnessOptions options, Mailer mailer)
    {
        var every = TimeSpan.FromSeconds(options.Seconds);
        if (options.File is { } file) yield return new FileWitness(file, every);
        if (options.Webhook is { } address) yield return new WebhookWitness(new Uri(address), every, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = WebhookPatience });
        if (options.Email is { } mailbox) yield return new EmailWitness(mailer, mailbox, TimeSpan.FromSeconds(options.EmailSeconds));
    }
}

/// <summary>The key heads are signed with. It follows from the installation's secret, so every silo has it, a backup of the secret is a backup of
/// it, and there is no second file to guard.</summary>
internal sealed class SigningKey(InstallationSecret secret, IOptions<CheckpointOptions> options)
{
    private NoteSigner? _signer;

    public NoteSigner Get() => _signer ??= new NoteSigner(
        "consent/" + Convert.ToHexStringLower(secret.Derive("origin of checkpoints").AsSpan(0, 8)),
        secret.Derive(FormattableString.Invariant($"signing key of checkpoints {options.Value.KeyNumber}")));
}
