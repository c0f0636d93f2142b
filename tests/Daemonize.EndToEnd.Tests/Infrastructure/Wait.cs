namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Waits for what will happen, never for time to pass, and never for ever.</summary>
internal static class Wait
{
    /// <summary>Longer than anything takes on a busy machine.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    /// <summary>A question is a process, and is not to keep busy the machine that it is about.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

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

    /// <summary>For what only a program knows that tells nothing by itself, such as systemctl(1): asks again and again until the answer is as wanted, and gives that.</summary>
    public static async Task<T> ForAnswerAsync<T>(Func<Task<T>> ask, Predicate<T> isWanted, string what, Func<Task<string>>? explain = null)
    {
        var end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (true)
        {
            var answer = await ask();
            if (isWanted(answer))
            {
                return answer;
            }

            if (Environment.TickCount64 >= end)
            {
                Assert.Fail($"waited in vain until {what}; the answer is: {answer}\n{(explain is null ? "" : await explain())}");
            }

            await Task.Delay(AskAgain, TestContext.Current.CancellationToken);
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
            var text = TextFile.TryRead(path) ?? "";
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
