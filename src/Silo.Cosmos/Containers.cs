using System.Collections.ObjectModel;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos;

/// <summary>The containers of the service with their partition keys and indexes; docs/adr/0014-cosmos.md tells why these.</summary>
internal static class Containers
{
    public const string Journal = "journal";
    public const string Commands = "commands";
    public const string Grains = "grains";
    public const string Register = "register";
    public const string Silos = "silos";
    public const string Reminders = "reminders";

    // A day more than a client's key is remembered: the clocks of the account and of a silo are two.
    private static readonly TimeSpan ForgetCommands = IJournal.CommandMemory + TimeSpan.FromDays(1);

    public static IEnumerable<ContainerProperties> All =>
    [
        Of(Journal, "/PartitionKey", Unindexed()),
        Of(Commands, "/PartitionKey", Unindexed(), (int)ForgetCommands.TotalSeconds),
        Of(Grains, "/PartitionKey", Unindexed()),
        Of(Register, "/operator", ForRegister()),
        Of(Silos, "/ClusterId", new IndexingPolicy()),
        Of(Reminders, "/PartitionKey", new IndexingPolicy()),
    ];

    private static ContainerProperties Of(string name, string partitionKey, IndexingPolicy indexes, int? timeToLive = null) =>
        new(name, partitionKey) { IndexingPolicy = indexes, DefaultTimeToLive = timeToLive, PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2 };

    // Read by key alone: an index would be paid for at every write and asked by nobody.
    private static IndexingPolicy Unindexed() => new() { ExcludedPaths = { new ExcludedPath { Path = "/*" } } };

    // What is asked for, and what is sorted by; the rest of a row is not indexed.
    private static IndexingPolicy ForRegister()
    {
        var policy = new IndexingPolicy { ExcludedPaths = { new ExcludedPath { Path = "/*" } } };
        string[] asked =
        [
            "type", "operator", "subject", "number", "year", "closed", "channel", "due", "endsAt", "receivedAt", "receivedOn", "assignedTo", "status", "outstanding", "duty",
            "request", "obligation", "calendar", "at", "contact", "awaitsApplicant",
        ];
        foreach (var path in asked) policy.IncludedPaths.Add(new IncludedPath { Path = $"/{path}/?" });
        policy.IncludedPaths.Add(new IncludedPath { Path = "/kinds/[]/?" });
        policy.CompositeIndexes.Add(Sorted(("endsAt", false), ("number", false)));
        policy.CompositeIndexes.Add(Sorted(("receivedAt", true), ("number", false)));
        policy.CompositeIndexes.Add(Sorted(("receivedOn", false), ("number", false)));
        policy.CompositeIndexes.Add(Sorted(("endsAt", false), ("subject", false), ("request", false), ("obligation", false)));
        policy.CompositeIndexes.Add(Sorted(("at", false), ("operator", false), ("subject", false)));
        return policy;
    }

    private static Collection<CompositePath> Sorted(params (string Path, bool Descending)[] paths) =>
        [.. paths.Select(path => new CompositePath { Path = "/" + path.Path, Order = path.Descending ? CompositePathSortOrder.Descending : CompositePathSortOrder.Ascending })];
}
