namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Waits for what will happen, never for time to pass, and never for ever.</summary>
internal static class Wait
{
    /// <summary>Longer than anything takes on a busy machine.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    /// <summary>For what sends no event, such as a lock: looks again and again until <paramref name="condition"/> holds.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        var end = Environment.TickCount64 + (long)(limit ?? Limit).TotalMilliseconds;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, $"waited in vain until {what}");
            await Task.Delay(LookAgain, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Until a file is there and its text is as wanted, by inotify(7). Gives the text.</summary>
    public static async Task<string> ForFileAsync(string path, Predicate<string>? isComplete = null, TimeSpan? limit = null)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!);
        watcher.Created += (_, _) => changed.Release();
        watcher.Changed += (_, _) => changed.Release();
        watcher.Renamed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        isComplete ??= text => text.EndsWith('\n');
        var end = Environment.TickCount64 + (long)(limit ?? Limit).TotalMilliseconds;
        while (true)
        {
            var text = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
            if (isComplete(text))
            {
                return text;
            }

            // In all: a file that changes all the time must not be waited for for ever.
            var left = TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64));
            Assert.True(await changed.WaitAsync(left, TestContext.Current.CancellationToken), $"waited in vain for {path}; its text is: {text}");
        }
    }
}
