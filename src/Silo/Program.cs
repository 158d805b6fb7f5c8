using Consent.Api;
using Consent.Grains;

return await ConsentHost.RunAsync(args, builder =>
{
    // The catalogues are read before the silo takes its first call, and the clock starts when it can call.
    builder.UseOrleans(silo => silo.UseLocalhostClustering());
    builder.UseOrleansEngine().AddDemo();
});
