using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>What is wrong with a log, in words.</summary>
internal static class FaultWords
{
    public static string Of(Fault fault) => Texts.Get("Fault." + fault.Kind, fault.Seq, fault.File ?? "—");
}
