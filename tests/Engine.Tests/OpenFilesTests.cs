using Consent.Conformance;
using Consent.Domain;

namespace Consent.Engine.Tests;

/// <summary>Open files are bounded, and those asked for stay.</summary>
public sealed class OpenFilesTests : IAsyncLifetime
{
    private Installation _installation = null!;

    public async ValueTask InitializeAsync() => _installation = await Installation.NewAsync();

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public void No_more_are_held_than_the_bound()
    {
        var files = new OpenFiles(10);
        for (var i = 0; i < 1_000; i++) Keep(files, $"subject-{i}");
        Assert.Equal(10, files.Count);
        Assert.Equal(10, Enumerable.Range(0, 1_000).Count(i => files.Find(Demo.File($"subject-{i}")) is not null));
    }

    [Fact]
    public void A_file_asked_for_stays_while_others_come_and_go()
    {
        var files = new OpenFiles(10);
        var asked = Keep(files, "asked");
        for (var i = 0; i < 1_000; i++)
        {
            Keep(files, $"subject-{i}");
            Assert.Same(asked, files.Find(Demo.File("asked")));
        }
    }

    [Fact]
    public void A_file_not_asked_for_goes()
    {
        var files = new OpenFiles(10);
        Keep(files, "silent");
        for (var i = 0; i < 10; i++) Keep(files, $"subject-{i}");
        Assert.Null(files.Find(Demo.File("silent")));
    }

    [Fact]
    public void A_dropped_file_is_not_found_until_kept_again()
    {
        var files = new OpenFiles(10);
        var first = Keep(files, "anna");
        files.Drop(Demo.File("anna"));
        Assert.Null(files.Find(Demo.File("anna")));

        var second = Keep(files, "anna");
        Assert.NotSame(first, second);
        Assert.Same(second, files.Find(Demo.File("anna")));
        Assert.Equal(1, files.Count);
    }

    [Fact]
    public void Dropping_again_and_again_grows_nothing()
    {
        // A disk that stays full fails every command; each drops its file.
        var files = new OpenFiles(10);
        for (var i = 0; i < 1_000; i++)
        {
            Keep(files, "anna");
            files.Drop(Demo.File("anna"));
        }

        Assert.InRange(files.Places, 0, 10);
    }

    [Fact]
    public async Task The_bound_holds_under_many_hands()
    {
        var files = new OpenFiles(10);
        var turns = new Turns(100);
        await Parallel.ForAsync(0, 10_000, TestContext.Current.CancellationToken, async (i, cancellationToken) =>
        {
            using var turn = await turns.TakeAsync(i, cancellationToken);
            if (files.Find(Demo.File($"subject-{i % 100}")) is null) Keep(files, $"subject-{i % 100}");
            if (i % 3 == 0) files.Drop(Demo.File($"subject-{i % 100}"));
            files.Find(Demo.File($"subject-{i % 50}"));
        });
        Assert.InRange(files.Count, 0, 10);
        Assert.InRange(Enumerable.Range(0, 100).Count(i => files.Find(Demo.File($"subject-{i}")) is not null), 0, 10);
        Assert.InRange(files.Places, 0, 10);
    }

    private OpenFile<SubjectFile> Keep(OpenFiles files, string subject)
    {
        var file = new OpenFile<SubjectFile>(Demo.File(subject), _installation.Journal, _installation.Sealing);
        files.Keep(Demo.File(subject), file);
        return file;
    }
}
