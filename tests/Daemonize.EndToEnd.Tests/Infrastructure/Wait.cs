namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Waits for events instead of a fixed time, and always with a limit.</summary>
internal static partial class Wait
{
    /// <summary>Longer than any step takes on a busy machine.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    /// <summary>Each query starts a process, which should not load the machine that is being tested.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>For state without an event, such as a lock: polls until <paramref name="condition"/> holds.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        var end = Environment.TickCount64 + (long)(limit ?? Limit).TotalMilliseconds;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, $"waited in vain until {what}");
            await Task.Delay(LookAgain, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>
    /// For state that only a program reports, such as systemctl(1): asks again until the answer is as wanted, and returns it.
    /// </summary>
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

    /// <summary>Waits with inotify(7) until a file exists with the wanted text. Returns the text.</summary>
    public static Task<string> ForFileAsync(string path, Predicate<string>? isComplete = null, TimeSpan? limit = null)
    {
        isComplete ??= static text => text.EndsWith('\n');
        return ForChangeAsync(
            path, () => TextFile.TryRead(path) ?? "", isComplete, static text => $"its text is: {text}", limit);
    }

    private static async Task<T> ForChangeAsync<T>(
        string path, Func<T> read, Predicate<T> isWanted, Func<T, string> describe, TimeSpan? limit = null)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!);
        watcher.Created += (_, _) => changed.Release();
        watcher.Changed += (_, _) => changed.Release();
        watcher.Renamed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        var end = Environment.TickCount64 + (long)(limit ?? Limit).TotalMilliseconds;
        while (true)
        {
            var content = read();
            if (isWanted(content))
            {
                return content;
            }

            // The limit covers all events: a file that changes constantly must not prolong the wait.
            var left = TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64));
            Assert.True(
                await changed.WaitAsync(left, TestContext.Current.CancellationToken), $"waited in vain for {path}; {describe(content)}");
        }
    }
}
