namespace TestApp;

/// <summary>Files of the folder TESTAPP_OUTPUT, in which daemons tell the tests something.</summary>
internal static class Output
{
    private static readonly Lock Writing = new();

    public static string PathOf(string file) =>
        Path.Combine(Environment.GetEnvironmentVariable("TESTAPP_OUTPUT") ?? throw new InvalidOperationException("TESTAPP_OUTPUT is not set"), file);

    /// <summary>Adds a line.</summary>
    public static void Tell(string file, string line)
    {
        lock (Writing)
        {
            File.AppendAllText(PathOf(file), line + "\n");
        }
    }
}
