using System.Diagnostics;
using Consent.Conformance;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Orleans.TestingHost;

namespace Consent.Grains.Tests;

/// <summary>What holds when silos do not see each other, or not the database.</summary>
public sealed class SplitClusterTests(ClusterDatabase database) : ClusterTest(database)
{
    [Fact]
    public async Task Of_two_clusters_that_do_not_know_of_each_other_only_one_writes_each_version_of_a_file()
    {
        var (here, there) = (await StartAsync(1), await StartAsync(1));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            var cluster = i % 2 == 0 ? here : there;
            // Each command comes to both sides with one key, as a client's does that repeats.
            var envelope = Demo.Keyed($"key-{i / 2}", Demo.AskForAccess(Now), $"body-{i / 2}");
            return Assert.IsType<Outcome.Done>(await UntilAcknowledgedAsync(cluster, Demo.File($"subject-{i / 2 % 3}"), envelope, Cancel));
        }, Cancel)));

        var numbers = outcomes.Select(done => Assert.IsType<RequestReceived>(Assert.Single(done.Events)).Number).ToList();
        for (var i = 0; i < numbers.Count; i += 2) Assert.Equal(numbers[i], numbers[i + 1]);
        Assert.Equal(30, numbers.Distinct().Count());
        var written = 0;
        for (var i = 0; i < 3; i++) written += (await Installation.EventsAsync(Demo.File($"subject-{i}"))).OfType<RequestReceived>().Count();
        Assert.Equal(30, written);
    }

    [Fact]
    public async Task A_silo_that_cannot_learn_what_others_change_falls_silent()
    {
        var cluster = await StartAsync(2);
        var (well, deaf) = (cluster.Silos[0], cluster.Silos[1]);
        var subjects = await OpenOnAsync(cluster, deaf);
        cluster.Of<SiloJournal>(deaf).IsDeaf = true;
        await EventuallyAsync(async () => await AnswerAsync(cluster, deaf, subjects[0]) is null, "the deaf silo is silent", seconds: 6);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => EngineOf(cluster, well).ExecuteAsync(Demo.File(subjects[0]), Demo.By(Demo.Withdraw(Now)), Cancel));

        cluster.Of<SiloJournal>(deaf).IsDeaf = false;
        await EventuallyAsync(async () => await AnswerAsync(cluster, deaf, subjects[0]) is not null, "it answers again", seconds: 6);
    }

    [Fact]
    public async Task A_change_of_the_catalogue_is_acknowledged_when_a_silo_that_cannot_read_it_cannot_answer_either()
    {
        var cluster = await StartAsync(2);
        var (well, deaf) = (cluster.Silos[0], cluster.Silos[1]);
        var subject = (await OpenOnAsync(cluster, deaf))[0];
        cluster.Of<SiloJournal>(deaf).IsDeaf = true;

        var waited = Stopwatch.StartNew();
        var text = new ConsentText(new TextRef("news", new TextVersion("2", IsNumber: true)), [Demo.News], "ru", "Иначе.", "01", Now.AddMinutes(-1), Reconsent.Hard);
        Assert.IsType<Outcome.Done>(await cluster.Of<Catalogues>(well).ExecuteAsync(Demo.Operator, Demo.By(new PublishText(Now, text)), Cancel));

        Assert.Null(await AnswerAsync(cluster, deaf, subject));
        Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        cluster.Of<SiloJournal>(deaf).IsDeaf = false;
        await EventuallyAsync(async () => await AnswerAsync(cluster, deaf, subject) is { } answer && Superseded(answer), "it answers by the new text", seconds: 6);

        bool Superseded(CheckAnswer answer)
        {
            Assert.Equal(CheckReason.TextSuperseded, answer.Reason);
            return true;
        }
    }

    // Some people whose files live on that silo.
    private async Task<List<string>> OpenOnAsync(TestCluster cluster, InProcessSiloHandle silo)
    {
        var subjects = Enumerable.Range(0, 30).Select(i => $"subject-{i}").ToList();
        foreach (var subject in subjects) await cluster.ExecuteAsync(Demo.File(subject), Demo.By(Demo.Give(Now)), Cancel);
        var there = (await cluster.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics(null, [silo.SiloAddress], Cancel)).Select(grain => grain.GrainId.Key.ToString()).ToHashSet();
        return [.. subjects.Where(subject => there.Contains(Demo.File(subject).ToString()))];
    }

    private async Task<CheckAnswer?> AnswerAsync(TestCluster cluster, InProcessSiloHandle silo, string subject)
    {
        try
        {
            return await EngineOf(cluster, silo).CheckAsync(Demo.File(subject), Demo.News, Now, Cancel);
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }
}
