using Daemonize;

namespace TestApp;

/// <summary>Daemons in which a check-up finds something.</summary>
internal static class DoctorBehaviours
{
    private static readonly List<FileStream> Opened = [];

    /// <summary>Opens a file at each tick, and keeps it open.</summary>
    [Daemon(Interval = "10ms")]
    internal static void Leaky() => Opened.Add(File.OpenRead("/dev/null"));

    /// <summary>Ticks, hangs and fails as <c>walk</c> does.</summary>
    [Daemon(Interval = "100ms", TickTimeout = "300ms")]
    internal static void Falter(DaemonContext daemon) => StatusBehaviours.Walk(daemon);
}
