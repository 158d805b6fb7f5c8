using System.Text;

namespace Consent.Bench;

/// <summary>An answer was not the known one: the run fails, whatever its speed.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message)
{
    public static WrongAnswerException Of(string expected, int status, ReadOnlySpan<byte> body) =>
        new($"Expected {expected}, the answer was {status} {Encoding.UTF8.GetString(body[..Math.Min(body.Length, 600)])}");
}
