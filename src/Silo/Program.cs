using Consent.Api;
using Consent.Silo;
#if CONSENT_AUDIT
using Consent.Silo.Audit;
#endif

// The catalogues are read before the silo takes its first call.
return await ConsentHost.RunAsync(args, builder =>
{
    builder.UseSilo().AddDemo();
#if CONSENT_AUDIT
    builder.AddConsentAudit();
#endif
});
