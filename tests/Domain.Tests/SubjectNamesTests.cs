using static Consent.Domain.SubjectNames;

namespace Consent.Domain.Tests;

public sealed class SubjectNamesTests
{
    [Theory]
    [InlineData("c-42", Verdict.Fit)]
    [InlineData("A", Verdict.Fit)]
    [InlineData("crm:client_7.a", Verdict.Fit)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", Verdict.Fit)]
    [InlineData("1234567890", Verdict.Fit)]
    [InlineData("12345678901", Verdict.Fit)]
    [InlineData("791612345678", Verdict.Fit)]
    [InlineData("7916123456", Verdict.Fit)]
    [InlineData("id-79161234567", Verdict.Fit)]
    [InlineData(null, Verdict.Malformed)]
    [InlineData("", Verdict.Malformed)]
    [InlineData(" ", Verdict.Malformed)]
    [InlineData("a b", Verdict.Malformed)]
    [InlineData("a/b", Verdict.Malformed)]
    [InlineData(".", Verdict.Malformed)]
    [InlineData("..", Verdict.Malformed)]
    [InlineData("~catalogue", Verdict.Malformed)]
    [InlineData("иванов", Verdict.Malformed)]
    [InlineData("a\u0000", Verdict.Malformed)]
    [InlineData("a\n", Verdict.Malformed)]
    [InlineData("@ivanov", Verdict.Malformed)]
    [InlineData("ivanov@", Verdict.Malformed)]
    [InlineData("ivan@example.org", Verdict.LooksPersonal)]
    [InlineData("i@e", Verdict.LooksPersonal)]
    [InlineData("иван@почта.рф", Verdict.LooksPersonal)]
    [InlineData("+79161234567", Verdict.LooksPersonal)]
    [InlineData("+7 916 123-45-67", Verdict.LooksPersonal)]
    [InlineData("8(916)123-45-67", Verdict.LooksPersonal)]
    [InlineData("89161234567", Verdict.LooksPersonal)]
    [InlineData("79161234567", Verdict.LooksPersonal)]
    [InlineData("9161234567", Verdict.LooksPersonal)]
    [InlineData("7.916.123.45.67", Verdict.LooksPersonal)]
    [InlineData("8-916-123-45-67", Verdict.LooksPersonal)]
    [InlineData("+4915112345678", Verdict.LooksPersonal)]
    public void A_name_fits_or_not(string? name, Verdict verdict) => Assert.Equal(verdict, Judge(name));

    [Theory]
    [InlineData(1, Verdict.Fit)]
    [InlineData(128, Verdict.Fit)]
    [InlineData(129, Verdict.Malformed)]
    public void A_name_has_1_to_128_characters(int length, Verdict verdict) => Assert.Equal(verdict, Judge(new string('a', length)));

    [Fact]
    public void Names_the_service_gives_itself_are_closed_to_clients()
    {
        Assert.Equal(Verdict.Malformed, Judge(SubjectId.OfRequest("2026-000001").Value));
        Assert.False(SubjectId.OfRequest("2026-000001").IsNamedByOperator);
        Assert.False(SubjectId.Catalogue.IsNamedByOperator);
        Assert.True(new SubjectId("c-42").IsNamedByOperator);
    }

    [Fact]
    public void A_key_is_read_as_it_was_written()
    {
        var key = new FileKey(new OperatorId("lavka"), new SubjectId("crm:7"));
        Assert.Equal(key, FileKey.Parse(key.ToString()));
    }

    [Fact]
    public void Personal_data_does_not_reach_a_log_by_its_text()
    {
        var letter = new NoteOnRequest(default, "1", new Personal("Иванов"), IsPublic: false);
        Assert.DoesNotContain("Иванов", letter.ToString(), StringComparison.Ordinal);
        Assert.Null(Personal.Of(""));
    }
}
