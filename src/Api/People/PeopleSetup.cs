using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

/// <summary>People and subjects who sign in: what they need and their routes.</summary>
internal static class PeopleSetup
{
    private const string FormsCookie = "consent-forms";

    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddAntiforgery(options =>
        {
            options.HeaderName = Sessions.ProofHeader;
            options.Cookie.Name = FormsCookie;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        // The prefix binds the cookie to this host; without TLS browsers refuse it.
        services.AddOptions<AntiforgeryOptions>().Configure<PublicAddress>((options, address) =>
        {
            if (address.IsToldHttps) (options.Cookie.Name, options.Cookie.Path, options.Cookie.SecurePolicy) = ("__Host-" + FormsCookie, "/", CookieSecurePolicy.Always);
        });
        return services.AddSingleton<PublicAddress>().AddSingleton<Tickets>().AddSingleton<Passwords>().AddSingleton<Sessions>().AddSingleton<SignIns>()
            .AddSingleton<ProviderSignIns>().AddSingleton<SubjectSignIns>().AddSingleton<EmailCodes>().AddSingleton<PublicRequests>().AddSingleton<MyRequests>().AddSingleton<OwnAccess>().AddSingleton<RequestReceipts>().AddSingleton<Mailer>().AddHostedService(provider => provider.GetRequiredService<Mailer>());
    }

    /// <summary>Pages are everybody's to open; each finds out for itself who is there.</summary>
    public static void MapPages(this WebApplication app)
    {
        var pages = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        SiteFiles.Map(pages);
        Preferences.Map(pages);
        New<SignInPages>(app).Map(pages);
        New<InvitationPages>(app).Map(pages);
        New<ProviderPages>(app).Map(pages);
        New<PublicPages>(app).Map(pages);
        var subjects = New<SubjectPages>(app);
        subjects.Map(pages);
        subjects.MapOwn(app.MapGroup(SubjectPages.Home).WithMetadata(AnswersWithPages.ToSubjects).ExcludeFromDescription());
    }

    public static void MapPeople(this WebApplication app, RouteGroupBuilder v1)
    {
        New<PeopleApi>(app).Map(v1.MapGroup("").WithTags("People"));
        New<ProviderApi>(app).Map(v1.MapGroup("").WithTags("People"));
        var subjects = v1.MapGroup("").WithTags("Subjects");
        New<SubjectLinksApi>(app).Map(subjects);
        New<MeApi>(app).Map(subjects);
        New<AttachmentsApi>(app).MapMine(subjects);
        New<PublicApi>(app).Map(subjects);
        New<SignaturesApi>(app).Map(subjects);
    }

    // Made once and not for each request: all that they use lives as long as the service.
    private static T New<T>(WebApplication app) => ActivatorUtilities.CreateInstance<T>(app.Services);
}
