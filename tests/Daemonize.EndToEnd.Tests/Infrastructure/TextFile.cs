namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Files that others write and remove meanwhile.</summary>
internal static class TextFile
{
    private const int NoSuchProcess = 3;

    /// <summary>The text of a file; null where there is none, also when it goes, or the process does whose /proc file it is, while it is read.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or IOException { HResult: NoSuchProcess })
        {
            return null;
        }
    }
}
