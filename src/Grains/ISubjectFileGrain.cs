using Orleans.Concurrency;

namespace Consent.Grains;

/// <summary>One subject's file in the cluster; its key is the file's key as text.</summary>
[Alias("consent.subject-file")]
public interface ISubjectFileGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<Reply> ExecuteAsync(CommandMessage message);

    // Interleaves: a reader need not wait for the disk of a writer. It sees the file as last made durable, because the open
    // file changes hands only after the commit; and it is still a call to the one activation, never to a copy.
    [AlwaysInterleave]
    [Alias("check")]
    Task<Reply> CheckAsync(string purpose, DateTimeOffset at);
}
