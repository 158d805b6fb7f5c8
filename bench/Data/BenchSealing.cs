using Consent.Storage;

namespace Consent.Bench.Data;

/// <summary>Seals as the service does, with one secret in place of a key ring: what is sealed is never opened here.</summary>
internal static class BenchSealing
{
    public static Sealing Of(IFileKeys keys) => new(keys, new SecretWrap(new byte[32]));
}
