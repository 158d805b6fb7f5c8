using Microsoft.Data.Sqlite;

namespace Consent.Faults.Tests;

/// <summary>What the service must not start on: one clear line on the error stream, a code that is not zero, and nothing changed.</summary>
[Collection("others")]
public sealed class StartUpTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.In(DataCopy.FileName);

    [Fact]
    public async Task A_second_service_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        using var first = await Service.StartAsync(_folder.Path);
        var key = await Shop.OpenAsync(first.Address);
        await RefusedAsync(_folder.Path, "a service works on it");
        using var client = new Client(first.Address, key);
        Assert.Equal(200, (await client.GetAsync("/v1/check?subject=c-1&purpose=news")).Status);
    }

    [Fact]
    public async Task A_folder_whose_service_was_killed_is_free_for_the_next()
    {
        using (var killed = await Service.StartAsync(_folder.Path)) killed.Kill();
        using var next = await Service.StartAsync(_folder.Path);
        Assert.False(next.HasExited);
    }

    [Fact]
    public async Task A_database_locked_by_another_program_is_refused()
    {
        await MakeAsync();
        using var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;";
        command.ExecuteNonQuery();
        await RefusedAsync(_folder.Path, "is locked by another process");
    }

    [Theory]
    [InlineData(0, 100, "the header is garbage", "Restore a backup")]
    [InlineData(100, 4, "the first page is garbage", "Restore a backup")]
    [InlineData(60, 4, "the schema is of a newer service", "newer version")]
    public async Task A_database_with_a_corrupt_beginning_is_refused(int at, int length, string because, string says)
    {
        var before = await MakeAsync();
        Array.Fill(before, (byte)0x5A, at, length);
        await File.WriteAllBytesAsync(Database, before, TestContext.Current.CancellationToken);
        await RefusedAsync(_folder.Path, says);
        var after = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        Assert.True(before.AsSpan().SequenceEqual(after), $"{because}: the file was changed");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public async Task A_database_cut_short_is_refused(double left)
    {
        await MakeAsync();
        await using (var file = File.OpenWrite(Database)) file.SetLength((long)(file.Length * left));
        await RefusedAsync(_folder.Path, "Restore a backup");
    }

    [Fact]
    public async Task A_database_whose_first_table_is_gone_is_refused()
    {
        await MakeAsync();
        using (var other = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "DROP TABLE entries";
            command.ExecuteNonQuery();
        }

        await RefusedAsync(_folder.Path, "Restore a backup");
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_refused()
    {
        var file = _folder.In("file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await RefusedAsync(file, file);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_refused()
    {
        using var disk = Tmpfs.TryMount("ro,size=1m", out var whyNot);
        if (disk is null) Assert.Skip($"Cannot mount a read-only disk: {whyNot}");
        await RefusedAsync(disk.Path, disk.Path);
        await RefusedAsync(disk.In("data"), disk.In("data"));
    }

    [Fact]
    public async Task A_damaged_secret_of_the_installation_is_refused()
    {
        await MakeAsync();
        await File.WriteAllBytesAsync(_folder.In("installation.key"), new byte[7], TestContext.Current.CancellationToken);
        await RefusedAsync(_folder.Path, "installation.key");
    }

    [Fact]
    public async Task A_secret_that_was_being_written_when_the_service_was_killed_is_written_again()
    {
        await File.WriteAllBytesAsync(_folder.In("installation.key.new"), new byte[7], TestContext.Current.CancellationToken);
        using var service = await Service.StartAsync(_folder.Path);
        Assert.Equal(32, new FileInfo(_folder.In("installation.key")).Length);
    }

    public void Dispose() => _folder.Dispose();

    private Task<byte[]> MakeAsync() => SmallDatabase.MakeAsync(Database);

    private static async Task RefusedAsync(string data, string says)
    {
        using var service = Service.Launch(data);
        Assert.NotEqual(0, await service.ExitAsync());
        var line = Assert.Single(service.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
        Scoreboard.Add(new Score("start", line.Replace('|', ' ').Replace(data, "…", StringComparison.Ordinal), 1, 0, 0, ""));
    }
}
