using Consent.Domain;

namespace Consent.Storage.Tests;

/// <summary>The ledger only grows, names nobody, and survives a line that was cut short.</summary>
public sealed class DestructionLedgerTests : IDisposable
{
    private static readonly FileKey Anna = new(new OperatorId("shop"), new SubjectId("anna"));
    private static readonly FileKey Boris = Anna with { Subject = new SubjectId("boris") };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-ledger-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "destroyed.ledger");

    [Fact]
    public void Who_was_destroyed_is_remembered_with_the_act_and_not_by_name()
    {
        Open().Remember(Anna, "акт № 1");
        var ledger = Open();
        ledger.Remember(Anna, "акт № 1");
        ledger.Remember(Boris, "акт № 2");
        Assert.Equal(("акт № 1", "акт № 2", null), (Open().ActOf(Anna), Open().ActOf(Boris), Open().ActOf(Anna with { Operator = new OperatorId("bank") })));
        Assert.Equal(2, File.ReadAllLines(Path).Length);
        Assert.DoesNotContain("anna", File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.Null(DestructionLedger.Open(Path, new byte[32]).ActOf(Anna));
    }

    [Fact]
    public void A_line_cut_short_anywhere_was_not_acknowledged_and_the_rest_holds()
    {
        Open().Remember(Anna, "акт № 1");
        var first = File.ReadAllBytes(Path);
        Open().Remember(Boris, "акт № 2");
        var whole = File.ReadAllBytes(Path);
        for (var length = first.Length; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var ledger = Open();
            Assert.Equal(("акт № 1", null), (ledger.ActOf(Anna), ledger.ActOf(Boris)));
            ledger.Remember(Boris, "акт № 2");
            Assert.Equal("акт № 2", Open().ActOf(Boris));
        }
    }

    [Fact]
    public void A_damaged_line_is_refused()
    {
        Open().Remember(Anna, "акт № 1");
        Open().Remember(Boris, "акт № 2");
        File.WriteAllText(Path, "z" + File.ReadAllText(Path)[1..]);
        Assert.Contains("line 1", Assert.Throws<DatabaseRefusedException>(Open).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private DestructionLedger Open() => DestructionLedger.Open(Path, [.. Enumerable.Repeat((byte)7, 32)]);
}
