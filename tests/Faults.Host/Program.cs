using Consent.Api;
using Consent.Faults.Host;

// The service as src/Api starts it, less one of its defences: what a run of faults must catch to be worth anything.
return await ConsentHost.RunAsync(args, builder =>
    builder.UseEmbeddedEngine().Services.RemoveDefence(Environment.GetEnvironmentVariable(Sabotage.Variable)));
