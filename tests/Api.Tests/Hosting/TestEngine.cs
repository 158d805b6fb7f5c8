using Microsoft.AspNetCore.Builder;

namespace Consent.Api.Tests.Hosting;

/// <summary>The engine the tests run over: here that of one process. tests/Silo.Tests runs the same tests over the cluster's, with a file of its own in place of this one.</summary>
internal static class TestEngine
{
    /// <summary>Something that this engine's host measures and no other does; nothing where there is none.</summary>
    public const string Measures = "";

    public static WebApplicationBuilder UseTestEngine(this WebApplicationBuilder builder) => builder.UseEmbeddedEngine();
}
