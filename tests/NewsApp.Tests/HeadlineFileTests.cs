using System.Runtime.Versioning;
using NewsApp.Tests.Infrastructure;

namespace NewsApp.Tests;

public sealed class HeadlineFileTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 17, 22, 40, 123, TimeSpan.FromHours(2));

    [Fact]
    public async Task NameHoldsPidAndUtcTimeWithoutColons()
    {
        await using var run = NewsRun.Offline();
        var file = await WriteAsync(run.Settings.OutputFolder);
        Assert.Equal(Path.Combine(run.Settings.OutputFolder, "pid_7_my_daemon_log_20261123T152240.123Z.txt"), file);
        Assert.Equal([file], run.Files);
    }

    [Fact]
    public async Task ExistingFileIsNotOverwritten()
    {
        await using var run = NewsRun.Offline();
        var file = await WriteAsync(run.Settings.OutputFolder);
        await File.WriteAllTextAsync(file, "first", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<NewsException>(() => WriteAsync(run.Settings.OutputFolder));
        Assert.Contains(
            $"cannot write {Path.GetFileName(file)} to {run.Settings.OutputFolder}: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal("first", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([file], run.Files);
    }

    [Fact]
    public async Task FolderBelowAFileIsReported()
    {
        await using var run = NewsRun.Offline();
        await File.WriteAllTextAsync(run.Settings.OutputFolder, "a file", TestContext.Current.CancellationToken);
        var folder = Path.Combine(run.Settings.OutputFolder, "below");

        var failure = await Assert.ThrowsAsync<NewsException>(() => WriteAsync(folder));
        Assert.Matches(
            $"^cannot write pid_7_.*\\.txt to {folder}: .*; check the folder or set NEWSAPP_OUTPUT to another$", failure.Message);
        Assert.Equal("a file", await File.ReadAllTextAsync(run.Settings.OutputFolder, TestContext.Current.CancellationToken));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task UnwritableFolderIsReported()
    {
        // Root may write everywhere except in /proc.
        await using var run = NewsRun.Offline();
        var folder = Environment.IsPrivilegedProcess
            ? "/proc/self"
            : Directory.CreateDirectory(run.Settings.OutputFolder, UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;

        var failure = await Assert.ThrowsAsync<NewsException>(() => WriteAsync(folder));
        Assert.Matches(
            $"^cannot write pid_7_.*\\.txt to {folder}: .*; check the folder or set NEWSAPP_OUTPUT to another$", failure.Message);
    }

    [Fact]
    public async Task StopBeforeTheWriteLeavesNothing()
    {
        await using var run = NewsRun.Offline();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(run.Settings.OutputFolder, new(canceled: true)));
        Assert.Empty(run.Files);
    }

    private static Task<string> WriteAsync(string folder, CancellationToken? stopping = null) =>
        HeadlineFile.WriteAsync(folder, 7, Time, BundledEdition.Read(), stopping ?? TestContext.Current.CancellationToken);
}
