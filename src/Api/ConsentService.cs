using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>The composition that every host shares; a host adds an engine.</summary>
public static class ConsentService
{
    private const long MaxBody = 1024 * 1024;

    /// <summary>Everything but the engine.</summary>
    /// <exception cref="DatabaseRefusedException">Thrown at start: the database is locked, damaged or newer than the service.</exception>
    public static WebApplicationBuilder AddConsentService(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ConsentOptions>().BindConfiguration(ConsentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => ClockOf(provider.GetRequiredService<IOptions<ConsentOptions>>().Value, builder.Environment));
        services.AddStorage();
        services.AddSingleton<Catalogues>();
        services.AddSingleton<Numbering>();
        services.AddSingleton<FileReader>();
        services.AddSingleton<RequestViews>();
        services.AddSingleton<RequestFinder>();
        services.AddSingleton<RequestList>();
        services.AddSingleton<RequestOrders>();
        services.AddSingleton<RequestNaming>();
        services.AddSingleton<RequestRegistry>();
        services.AddSingleton<RequestFiles>();
        services.AddHostedService<AttachmentSweep>();
        // What fits into a body stays in memory: a form with what is personal is not spilled onto the disk in the open.
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(options => options.MemoryBufferThreshold = (int)MaxBody);
        services.AddSingleton<SubjectSearch>();
        services.AddSingleton<SubjectFileViews>();
        services.AddSingleton<Withdrawals>();
        services.AddSingleton<RequestPages>();
        services.AddSingleton<LetterPreview>();
        services.AddSingleton<RequestSearches>();
        services.AddSingleton<RequestJournal>();
        services.AddSingleton<Readings>();
        services.AddAccess();
        services.AddSingleton<PdfPrinter>();
        services.AddSingleton(provider => InstallationSecret.In(provider.DataFolder()));
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        // What was accepted has its usual time after the drain.
        services.AddOptions<HostOptions>().Configure<IOptions<ConsentOptions>>((host, own) => host.ShutdownTimeout += TimeSpan.FromSeconds(own.Value.DrainSeconds));
        services.AddHostedService<Metrics>();
        services.AddHostedService<Startup>();
        services.AddKeyRing(builder.Configuration);
        // After the ring has a key: cookies are under it.
        services.AddPeople();
        services.AddHostedService<KeyUseWatch>();
        services.AddHostedService<RegisterRebuild>();
        services.AddProof();
        services.AddHttp();
        builder.WebHost.ConfigureKestrel(ConfigureKestrel);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // While it may log, it makes an activity for every request; whoever listens to traces still gets them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Why it cannot start is said once, in one line, by ConsentHost; what fails later is critical and stays.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        return builder;
    }

    /// <summary>A PostgreSQL database is held from before the start to the end: alone, or together with other silos.</summary>
    public static WebApplicationBuilder HoldDatabase(this WebApplicationBuilder builder, bool alone)
    {
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DatabaseHold>(provider, alone));
        return builder;
    }

    /// <summary>The engine of one process with its alarm clock.</summary>
    public static WebApplicationBuilder UseEmbeddedEngine(this WebApplicationBuilder builder)
    {
        builder.HoldDatabase(alone: true);
        builder.Services.AddSingleton<IEngine>(provider => new EmbeddedEngine(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<Sealing>(), provider.GetRequiredService<Catalogues>(), provider.GetRequiredService<Numbering>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<ConsentOptions>>().Value.OpenFiles));
        builder.DestroyAgain();
        builder.Services.AddHostedService<DeadlineWatch>();
        builder.Services.AddHostedService<CalendarWatch>();
        return builder.AddDemo();
    }

    /// <summary>A restored database brings nobody back; called after the engine is added, for it gives commands, and before whatever answers.</summary>
    public static WebApplicationBuilder DestroyAgain(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<Redestruction>();
        return builder;
    }

    /// <summary>Fills an empty installation where the settings ask for it; called after the engine is added, for it gives commands.</summary>
    public static WebApplicationBuilder AddDemo(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>($"{ConsentOptions.Section}:{nameof(ConsentOptions.Demo)}")) builder.Services.AddSingleton<DemoDesk>().AddHostedService<DemoService>();
        return builder;
    }

    /// <summary>The routes, behind one gate that is closed unless a route names who may pass.</summary>
    public static WebApplication MapConsentService(this WebApplication app)
    {
        app.BelieveProxies();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemsMiddleware>();
        app.UseRequestTimeouts();

        // Before the gate: the page is no endpoint that could be opened by name.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/docs"), docs => docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "Consent API";
            page.SwaggerEndpoint("/openapi/v1.json", "v1");
        }));
        app.UseMiddleware<Gate>();
        app.UseMiddleware<QueryGuard>();
        app.UseMiddleware<CharsetGuard>();

        app.MapOpenApi().AllowAnonymous();
        HealthApi.Map(app.MapGroup("").WithTags("Operations"));
        app.MapPages();
        app.MapDesk();
        app.Services.GetService<DemoDesk>()?.Map(app);
        var v1 = app.MapGroup("/v1");
        QueryGuard.Learn(v1);
        app.MapPeople(v1);
        var catalogue = v1.MapGroup("").WithTags("Catalogue");
        var admin = catalogue.MapGroup("/admin");
        New<OperatorsApi>().Map(admin);
        New<KeysApi>().Map(admin);
        New<IdentityProviderApi>().Map(admin);
        New<KeyRingApi>().Map(admin);
        New<PurposesApi>().Map(catalogue);
        New<CalendarsApi>().Map(catalogue);
        var consents = v1.MapGroup("").WithTags("Consents and grounds");
        New<ConsentsApi>().Map(consents);
        New<WithdrawalsApi>().Map(consents);
        New<ReceiptApi>().Map(consents);
        New<SubjectsApi>().Map(consents);
        New<SubjectSearchApi>().Map(consents);
        New<PurposeEndsApi>().Map(consents);
        var journal = v1.MapGroup("").WithTags("Journal");
        New<JournalApi>().Map(journal);
        New<CheckpointsApi>().Map(journal);
        New<EvidenceApi>().Map(journal);
        var check = v1.MapGroup("").WithTags("Check");
        New<CheckApi>().Map(check);
        New<ChangesApi>().Map(check);
        var requests = v1.MapGroup("").WithTags("Requests");
        New<RequestsApi>().Map(requests);
        New<RequestActionsApi>().Map(requests);
        New<NameSubjectApi>().Map(requests);
        New<AttachmentsApi>().Map(requests);
        New<AssignmentsApi>().Map(requests);
        New<RequestExportApi>().Map(requests);
        New<ViewsApi>().Map(requests);
        New<ObligationListApi>().Map(requests);
        New<StatisticsApi>().Map(requests);
        New<LettersApi>().Map(requests);
        TermsApi.Map(requests);
        DutiesApi.Map(requests);
        New<AccessApi>().Map(v1.MapGroup("").WithTags("Access"));
        return app;

        // Made once and not for each request: all that they use lives as long as the service.
        T New<T>() => ActivatorUtilities.CreateInstance<T>(app.Services);
    }

    private static void AddHttp(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            var own = ApiJson.Wire.Options;
            foreach (var converter in own.Converters) options.SerializerOptions.Converters.Add(converter);
            options.SerializerOptions.UnmappedMemberHandling = own.UnmappedMemberHandling;
            options.SerializerOptions.AllowDuplicateProperties = own.AllowDuplicateProperties;
            options.SerializerOptions.DefaultIgnoreCondition = own.DefaultIgnoreCondition;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Wire);
        });
        services.AddOpenApi("v1", options =>
        {
            options.AddOperationTransformer(ApiDescription.DescribeOperationAsync);
            options.AddDocumentTransformer(ApiDescription.DescribeDocumentAsync);
        });
    }

    private static void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 24 * 1024;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static TimeProvider ClockOf(ConsentOptions options, IHostEnvironment environment) =>
        options.Clock.StartAt is not { } startAt ? new ServiceClock()
        : environment.IsDevelopment() ? new ServiceClock(startAt)
        : throw new DatabaseRefusedException("Consent__Clock__StartAt is for Development only: terms must run by the real clock.");
}
