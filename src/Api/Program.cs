using Consent.Api;

return await ConsentHost.RunAsync(args, builder => builder.UseEmbeddedEngine());
