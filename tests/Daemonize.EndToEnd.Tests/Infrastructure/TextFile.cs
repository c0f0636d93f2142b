namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Reads files that other processes write and remove meanwhile.</summary>
internal static class TextFile
{
    private const int NoSuchProcess = 3;

    /// <summary>
    /// Gets the text of a file; null if it does not exist, or if it (or the process of a /proc file) disappears during the read.
    /// </summary>
    public static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException
            or IOException { HResult: NoSuchProcess })
        {
            return null;
        }
    }
}
