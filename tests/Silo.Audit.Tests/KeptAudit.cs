using System.Collections.Concurrent;
using Audit.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Silo.Audit.Tests;

/// <summary>A data provider that keeps what it is given, and fails when it is told to.</summary>
internal sealed class KeptAudit : AuditDataProvider
{
    public ConcurrentQueue<ConsentAuditEvent> Events { get; } = new();

    /// <summary>Fails what it says so of.</summary>
    public Func<ConsentAuditEvent, bool> Fails { get; set; } = _ => false;

    /// <summary>Never answers.</summary>
    public bool Hangs { get; set; }

    public override object InsertEvent(AuditEvent auditEvent) => throw new NotSupportedException();

    public override async Task<object> InsertEventAsync(AuditEvent auditEvent, CancellationToken cancellationToken = default)
    {
        if (Hangs) await Task.Delay(Timeout.Infinite, cancellationToken);
        var told = (ConsentAuditEvent)auditEvent;
        if (Fails(told)) throw new IOException("no room for the audit");
        Events.Enqueue(told);
        return told;
    }

    /// <summary>A service with this audit around its engine.</summary>
    public void AddTo(WebApplicationBuilder builder, bool isRequired)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Consent:Audit:Required"] = isRequired ? "true" : "false" });
        builder.Services.AddSingleton<IAuditDataProvider>(this);
        builder.AddConsentAudit();
    }

    public Task<TestService> StartAsync(bool isRequired) => TestService.StartAsync(change: builder => AddTo(builder, isRequired));
}
