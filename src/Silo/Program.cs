using Consent.Api;
using Consent.Silo;

// The catalogues are read before the silo takes its first call.
return await ConsentHost.RunAsync(args, builder => builder.UseSilo());
