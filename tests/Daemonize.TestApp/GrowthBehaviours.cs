using Daemonize;

namespace TestApp;

/// <summary>A daemon that takes more and more.</summary>
internal static class GrowthBehaviours
{
    private static readonly List<FileStream> Opened = [];

    /// <summary>Opens a file at each tick, and keeps it open.</summary>
    [Daemon(Interval = "10ms")]
    internal static void Leaky() => Opened.Add(File.OpenRead("/dev/null"));
}
