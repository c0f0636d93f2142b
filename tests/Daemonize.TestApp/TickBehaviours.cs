using System.Globalization;
using Daemonize;

namespace TestApp;

/// <summary>Daemons that tick on request only. Each tick adds its number to the file with the daemon's name.</summary>
internal static class TickBehaviours
{
    /// <summary>
    /// A tick lasts while the file "hold" exists. If the file "busy" exists at the start, all threads of the pool are busy until it is
    /// removed.
    /// </summary>
    [Daemon(Interval = "off", OnStart = nameof(OccupyPool))]
    internal static void Held(DaemonContext daemon)
    {
        TellTick(daemon);
        Output.WaitWhile("hold");
    }

    internal static void OccupyPool()
    {
        if (!File.Exists(Output.PathOf("busy")))
        {
            return;
        }

        var count = Environment.ProcessorCount;
        ThreadPool.SetMaxThreads(count, count);
        var occupied = new CountdownEvent(count);
        for (var i = 0; i < count; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                occupied.Signal();
                Output.WaitWhile("busy");
            });
        }

        occupied.Wait();
    }

    internal static void TellTick(DaemonContext daemon) =>
        Output.Tell(daemon.Name, daemon.TickNumber.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A daemon whose program handles the signal that usually requests a tick, and the first of those that can replace it.</summary>
internal static class OwnSignalBehaviours
{
    [Daemon(Interval = "off")]
    internal static void Own(DaemonContext daemon) => TickBehaviours.TellTick(daemon);

    [DaemonSignal("SIGUSR1")]
    internal static void User() => Output.Tell("signals", "SIGUSR1");

    [DaemonSignal("SIGRTMIN+26")]
    internal static void RealTime() => Output.Tell("signals", "SIGRTMIN+26");
}
