using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Consent.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Consent.Api;

/// <summary>Data Protection, configured here and nowhere else: one ring for all nodes of an installation, its keys encrypted, made by one node at a time.</summary>
public static class KeyRingSetup
{
    private const string Application = "Consent";

    /// <exception cref="DatabaseRefusedException">The certificate cannot be read.</exception>
    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection(KeyRingOptions.Section).Get<KeyRingOptions>() ?? new KeyRingOptions();
        var certificate = Load(settings.Certificate, settings.CertificatePassword);
        services.AddOptions<KeyRingOptions>().BindConfiguration(KeyRingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddDataProtection().SetApplicationName(Application)
            // One pass instead of a cipher and a hash: who writes a person for the first time waits for it.
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM })
            .UnprotectKeysWithAnyCertificate([.. new[] { certificate, Load(settings.PreviousCertificate, settings.PreviousCertificatePassword) }.OfType<X509Certificate2>()]);
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            options.XmlRepository = new RingRepository(provider.GetRequiredService<IRingStore>());
            options.XmlEncryptor = certificate is not null
                ? new CertificateXmlEncryptor(certificate, provider.GetRequiredService<ILoggerFactory>())
                : new RingEncryptor(provider.GetRequiredService<RingLock>());
            options.AutoGenerateKeys = false;
            options.NewKeyLifetime = KeyRing.Life;
        });
        services.AddSingleton(provider => new RingLock(settings.Passphrase, () => provider.GetRequiredService<InstallationSecret>().Derive("key ring")));
        // The ring lives by the machine's clock, as certificates do; the law's terms by the service's.
        services.AddSingleton(provider => new FreshKeyManager(ActivatorUtilities.CreateInstance<XmlKeyManager>(provider), TimeProvider.System));
        services.AddSingleton<IKeyManager>(provider => provider.GetRequiredService<FreshKeyManager>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<KeyRing>(provider, TimeProvider.System));
        services.AddSingleton<IKeyWrap>(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton(provider => DestructionLedger.Open(configuration[$"{ConsentOptions.Section}:{nameof(ConsentOptions.Ledger)}"] ?? Path.Combine(provider.DataFolder(), "destroyed.ledger"), LedgerKeyOf(provider)));
        services.AddSingleton<Sealing>();
        services.AddSingleton<RingOpening>();
        services.AddSingleton<KeyRewrap>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRewrap>());
        services.AddHostedService<KeyRingWatch>();
        return services;
    }

    private static byte[] LedgerKeyOf(IServiceProvider provider) => provider.GetRequiredService<InstallationSecret>().Derive("destroyed files")[..32];

    private static X509Certificate2? Load(string? path, string? password)
    {
        if (path is null) return null;
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return certificate.HasPrivateKey ? certificate : throw new DatabaseRefusedException($"The certificate {path} of the key ring has no private key.");
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException($"The certificate {path} of the key ring cannot be read: {failure.Message} Check Consent__KeyRing__CertificatePassword.", failure);
        }
    }
}

/// <summary>How the key ring is protected, from <c>Consent__KeyRing__*</c>.</summary>
public sealed class KeyRingOptions
{
    public const string Section = "Consent:KeyRing";

    /// <summary>A PKCS #12 file with the private key: the keys of the ring are encrypted by it.</summary>
    public string? Certificate { get; set; }

    public string? CertificatePassword { get; set; }

    /// <summary>The certificate before, for the keys that were encrypted by it.</summary>
    public string? PreviousCertificate { get; set; }

    public string? PreviousCertificatePassword { get; set; }

    /// <summary>Where there is no certificate: at least 16 characters.</summary>
    [System.ComponentModel.DataAnnotations.MinLength(16)]
    public string? Passphrase { get; set; }
}
