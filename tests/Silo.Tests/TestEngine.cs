using System.Net;
using System.Net.Sockets;
using Consent.Grains;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Consent.Api.Tests.Hosting;

/// <summary>The engine the tests run over: here a silo in the host, a cluster of one.</summary>
internal static class TestEngine
{
    public const string Measures = "orleans-catalog-activations";

    // Below what the system gives to outgoing calls; a start of its own for each run, so that two of them on a machine seldom meet.
    private static int _port = 15_000 + (Environment.ProcessId % 80 * 200);

    public static WebApplicationBuilder UseTestEngine(this WebApplicationBuilder builder)
    {
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), gatewayPort: 0).KeepFilesAlone());
        return builder.UseOrleansEngine().DestroyAgain().AddDemo();
    }

    private static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _port);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
