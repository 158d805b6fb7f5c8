using Consent.Api;
using Consent.Grains;
using Consent.Silo;

return await ConsentHost.RunAsync(args, builder =>
{
    // The catalogues are read before the silo takes its first call, and the clock starts when it can call.
    if (!SiloStorage.TryUseCosmos(builder)) builder.UseOrleans(silo => silo.UseLocalhostClustering());
    builder.UseOrleansEngine();
});
