namespace Daemonize.Platform;

/// <summary>Finds no session: a program in the foreground is in that of its user, and ends with it.</summary>
internal static class Session
{
    public static int WatcherOf(ProcessStat daemon) => 0;

    public static int End(int sessionId) => 0;
}
