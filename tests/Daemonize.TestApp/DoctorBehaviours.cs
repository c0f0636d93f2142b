using Daemonize;

namespace TestApp;

/// <summary>Daemons in which a check-up finds something.</summary>
internal static class DoctorBehaviours
{
    private static readonly List<FileStream> Opened = [];

    /// <summary>Not a constant, of which the build would know that it is relative.</summary>
    private static readonly string Feeds = "feeds.txt";

    /// <summary>Opens a file at each tick, and keeps it open.</summary>
    [Daemon(Interval = "10ms")]
    internal static void Leaky() => Opened.Add(File.OpenRead("/dev/null"));

    /// <summary>Ticks, hangs and fails as <c>walk</c> does.</summary>
    [Daemon(Interval = "100ms", TickTimeout = "300ms")]
    internal static void Falter(DaemonContext daemon) => StatusBehaviours.Walk(daemon);

    /// <summary>Leaves its working directory, as a library may.</summary>
    [Daemon]
    internal static Task Wander(CancellationToken stopping)
    {
        // Not as a call, which the build would refuse.
        Action<string> move = Directory.SetCurrentDirectory;
        move("/usr");
        return Behaviours.Wait(stopping);
    }

    /// <summary>Needs more time than there is between two slots.</summary>
    [Daemon(Interval = "100ms")]
    internal static Task Slowpoke(CancellationToken stopping) => Task.Delay(150, stopping);

    /// <summary>Opens a file by a relative path at each tick.</summary>
    [Daemon(Interval = "50ms")]
    internal static void Relative() => File.ReadAllText(Feeds);

    /// <summary>A tick reports, and never ends by itself; it does not listen to anything.</summary>
    [Daemon(Interval = "50ms", StopTimeout = "1s")]
    internal static void DeafTick(DaemonContext daemon)
    {
        daemon.Report("waiting for the press");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Starts a child in another session, which a stop does not end.</summary>
    [Daemon]
    internal static Task Runaway(CancellationToken stopping)
    {
        using var child = System.Diagnostics.Process.Start("/usr/bin/setsid", ["--fork", "/bin/sleep", "1000"]);
        return Behaviours.Wait(stopping);
    }

    /// <summary>Writes a line at each tick.</summary>
    [Daemon(Interval = "5ms")]
    internal static void Babble(DaemonContext daemon) => Console.WriteLine($"line {daemon.TickNumber} {new string('x', 200)}");
}
