using Consent.Api;
using Consent.Grains;
#if CONSENT_AUDIT
using Consent.Silo.Audit;
#endif

return await ConsentHost.RunAsync(args, builder =>
{
    // The catalogues are read before the silo takes its first call, and the clock starts when it can call.
    builder.UseOrleans(silo => silo.UseLocalhostClustering());
    builder.UseOrleansEngine().AddDemo();
#if CONSENT_AUDIT
    builder.AddConsentAudit();
#endif
});
