using Daemonize;

namespace TestApp;

/// <summary>A daemon that handles signals and writes those it receives to the file "signals".</summary>
internal static class SignalBehaviours
{
    [Daemon(OnReload = nameof(Reload), IgnoredSignals = ["SIGALRM"])]
    internal static Task Listen(CancellationToken stopping)
    {
        Console.WriteLine("begun");
        return Behaviours.Wait(stopping);
    }

    [DaemonSignal("SIGUSR2")]
    internal static void Dump() => Output.Tell("signals", "SIGUSR2");

    [DaemonSignal("SIGRTMIN+5")]
    internal static async Task RealTime(DaemonContext daemon, CancellationToken stopping)
    {
        await Task.Delay(1, stopping);
        Output.Tell("signals", $"SIGRTMIN+5 for {daemon.Name}");
    }

    /// <summary>Each real-time signal has its own number; the C library names only the first and the last.</summary>
    [DaemonSignal("SIGRTMIN+3")]
    internal static void RealTime3() => Output.Tell("signals", "SIGRTMIN+3");

    [DaemonSignal("SIGRTMIN+29")]
    internal static void RealTime29() => Output.Tell("signals", "SIGRTMIN+29");

    [DaemonSignal("SIGRTMIN+30")]
    internal static void LastRealTime() => Output.Tell("signals", "SIGRTMIN+30");

    [DaemonSignal("SIGIO")]
    internal static void Fail() => throw new InvalidOperationException("a signal went wrong");

    internal static void Reload() => Output.Tell("signals", "reload");
}
