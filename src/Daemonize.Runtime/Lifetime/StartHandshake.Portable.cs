using Daemonize.Identity;

namespace Daemonize.Lifetime;

/// <summary>The part of a start that also happens in the foreground. On this system there is no other.</summary>
internal static class StartHandshake
{
    public static PidFile WritePidFile(string path) => PidFile.Write(path);

    /// <summary>Does nothing: no command waits.</summary>
    public static void ReportReady()
    {
    }

    /// <summary>Does nothing: no command waits.</summary>
    public static void Close()
    {
    }
}
