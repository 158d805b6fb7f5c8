namespace Consent.Api.Tests.People;

/// <summary>The test vectors of RFC 6238, appendix B, and of RFC 4648.</summary>
public sealed class TotpTests
{
    private static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_rfc(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, Totp.CodeOf(Secret, Totp.StepOf(at), digits: 8));
        Assert.Equal(Totp.StepOf(at), Totp.Find(Secret, code[2..], at));
        Assert.Equal(Totp.StepOf(at), Totp.Find(Secret, code[2..], at.AddSeconds(30)));
        Assert.Null(Totp.Find(Secret, code[2..], at.AddSeconds(90)));
        foreach (var wrong in (string?[])[null, "", "000000x", code, code[3..]]) Assert.Null(Totp.Find(Secret, wrong, at));
    }

    [Theory]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_in_base32(string text, string written) => Assert.Equal(written, Totp.Base32(Encoding.UTF8.GetBytes(text)));
}
