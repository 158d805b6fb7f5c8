
namespace Consent.Faults.Tests;

/// <summary>The service in a process of its own; with a sabotage, the same service less one defence.</summary>
internal static class Service
{
    public const string AdminKey = "faults-bootstrap-key-0001";

    /// <summary>Starts it and does not wait.</summary>
    /// <param name="startAt">Where its clock starts; the machine's where none is given.</param>
    /// <param name="more">Environment variables beside those of every test.</param>
    public static ServiceProcess Launch(string data, string? sabotage = null, DateTimeOffset? startAt = null, params (string Name, string? Value)[] more) => ServiceProcess.Launch(
        sabotage is null ? "Consent.Api.dll" : "Consent.Faults.Host.dll",
        [
            ("Consent__Data", data),
            ("Consent__BootstrapKey", AdminKey),
            ("ASPNETCORE_ENVIRONMENT", startAt is null ? "Production" : "Development"),
            ("Consent__Clock__StartAt", startAt?.ToString("O")),
            (Host.Sabotage.Variable, sabotage),
            .. more,
        ]);

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ServiceProcess> StartAsync(string data, string? sabotage = null, DateTimeOffset? startAt = null, params (string Name, string? Value)[] more)
    {
        var service = Launch(data, sabotage, startAt, more);
        await service.ReadyAsync();
        return service;
    }
}
