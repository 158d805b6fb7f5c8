using Consent.Domain;

namespace Consent.Silo.Audit.Tests;

/// <summary>The names that readers of the audit rely on.</summary>
public sealed class NamesTests
{
    [Fact]
    public void Names_and_fields_are_the_approved_ones()
    {
        var commands = typeof(FileCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FileCommand)) && !type.IsAbstract)
            .Select(type => (FileCommand)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type));
        var received = string.Join('\n',
        [
            .. commands.Select(command => $"{AuditNames.KindOf(command)} {AuditNames.Of(command)}").Order(StringComparer.Ordinal), AuditNames.Refusal,
            .. typeof(ConsentAuditEvent).GetProperties().Where(property => property.DeclaringType == typeof(ConsentAuditEvent)).Select(property => $"field {property.Name}").Order(StringComparer.Ordinal), "",
        ]);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "AuditNames.received.txt"), received);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "AuditNames.approved.txt")), received);
    }
}
