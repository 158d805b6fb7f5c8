using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Consent.Domain.Tests;

/// <summary>The law asks no clock, no dice and no disk: read from the compiled assembly, not from its intentions.</summary>
public sealed class DomainIsPureTests
{
    // "Type.Member" or "Type." for a whole type.
    private static readonly string[] Forbidden =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeProvider.", "System.Diagnostics.Stopwatch.",
        "System.TimeZoneInfo.get_Local", "System.TimeZoneInfo.FindSystemTimeZoneById", "System.Globalization.CultureInfo.get_CurrentCulture",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Random.", "System.Security.Cryptography.RandomNumberGenerator.",
        "System.Environment.", "System.IO.File.", "System.IO.FileStream.", "System.IO.Directory.", "System.Console.",
        "System.Net.", "System.Threading.Tasks.Task.", "System.Threading.Thread.", "System.Threading.Timer.",
    ];

    // What the compiler itself writes into every iterator.
    private static readonly string[] Harmless = ["System.Environment.get_CurrentManagedThreadId"];

    private static readonly string Domain = typeof(SubjectFile).Assembly.Location;

    private static readonly string Tests = typeof(DomainIsPureTests).Assembly.Location;

    [Fact]
    public void It_refers_to_the_framework_only() => Assert.Empty(StrangersOf(Domain));

    [Fact]
    public void It_asks_no_clock_no_dice_no_disk() => Assert.Empty(ImpuritiesOf(Domain));

    [Fact]
    public void It_attributes_nothing_to_a_framework() =>
        Assert.DoesNotContain(MembersOf(Domain), member =>
            member.StartsWith("System.Text.Json.", StringComparison.Ordinal) || member.StartsWith("System.ComponentModel.DataAnnotations.", StringComparison.Ordinal));

    // The same scan over this assembly, which does all that, finds it.

    [Fact]
    public void The_scan_sees_a_stranger() => Assert.Contains("xunit.v3.core", StrangersOf(Tests));

    [Theory]
    [InlineData("System.DateTime.get_UtcNow")]
    [InlineData("System.DateTime.get_Now")]
    [InlineData("System.DateTimeOffset.get_UtcNow")]
    [InlineData("System.DateTimeOffset.get_Now")]
    [InlineData("System.TimeProvider.get_System")]
    [InlineData("System.TimeZoneInfo.get_Local")]
    [InlineData("System.Guid.NewGuid")]
    [InlineData("System.Random..ctor")]
    [InlineData("System.Environment.get_MachineName")]
    [InlineData("System.IO.File.Exists")]
    public void The_scan_sees_a_breach(string member) => Assert.Contains(member, ImpuritiesOf(Tests));

    // Never called: what is compiled is what the scan reads.
    internal static object[] Breaches() =>
    [
        DateTime.UtcNow, DateTime.Now, DateTimeOffset.UtcNow, DateTimeOffset.Now, TimeProvider.System, TimeZoneInfo.Local,
        Guid.NewGuid(), new Random(), Environment.MachineName, File.Exists("x"),
    ];

    private static string[] ImpuritiesOf(string path) =>
        [.. MembersOf(path).Where(member => !Harmless.Contains(member) && Forbidden.Any(forbidden =>
            forbidden.EndsWith('.') ? member.StartsWith(forbidden, StringComparison.Ordinal) : member == forbidden))];

    private static string[] StrangersOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))];
    }

    private static ImmutableArray<string> MembersOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.MemberReferences
               let member = metadata.GetMemberReference(handle)
               where member.Parent.Kind == HandleKind.TypeReference
               let type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent)
               select $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}",
        ];
    }
}
