namespace TestApp;

/// <summary>Files in the folder TESTAPP_OUTPUT, through which daemons report to the tests.</summary>
internal static class Output
{
    private static readonly Lock Writing = new();

    public static string PathOf(string file) =>
        Path.Combine(
            Environment.GetEnvironmentVariable("TESTAPP_OUTPUT") ?? throw new InvalidOperationException("TESTAPP_OUTPUT is not set"), file);

    /// <summary>Appends a line to a file.</summary>
    public static void Tell(string file, string line)
    {
        lock (Writing)
        {
            File.AppendAllText(PathOf(file), line + "\n");
        }
    }

    /// <summary>Waits until a test removes a file. Does nothing if there is none.</summary>
    public static void WaitWhile(string file)
    {
        var path = PathOf(file);
        using var isGone = new ManualResetEventSlim();
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, file);
        watcher.Deleted += (_, _) => isGone.Set();
        watcher.EnableRaisingEvents = true;

        // A file that was removed before the watch began has no event.
        if (File.Exists(path))
        {
            isGone.Wait();
        }
    }
}
