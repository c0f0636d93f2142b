using Daemonize;

namespace TestApp;

/// <summary>A daemon that gets into every state that <c>status</c> knows.</summary>
internal static class StatusBehaviours
{
    /// <summary>
    /// Ticks; hangs, whatever its token says, while the file "hang" is there; and crashes by an exception on another thread when it gets
    /// SIGUSR2. A reload fails
    /// while the file "bad" is there, and takes as long as the file "slow" is there. It reports what is in the file "report".
    /// </summary>
    [Daemon(Interval = "100ms", TickTimeout = "300ms", OnReload = nameof(ReloadSlowly))]
    internal static void Walk(DaemonContext daemon)
    {
        Output.WaitWhile("hang");
        if (File.Exists(Output.PathOf("report")))
        {
            daemon.Report(File.ReadAllText(Output.PathOf("report")));
        }

        if (File.Exists(Output.PathOf("fail")))
        {
            throw new InvalidOperationException($"tick {daemon.TickNumber} found no route\nto the host");
        }
    }

    [DaemonSignal("SIGUSR2")]
    internal static void Crash()
    {
        var thread = new Thread(static () => throw new InvalidOperationException("a thread went wrong"));
        thread.Start();
        thread.Join();
    }

    internal static void ReloadSlowly()
    {
        Output.Tell("reloads", "begun");
        Output.WaitWhile("slow");
        if (File.Exists(Output.PathOf("bad")))
        {
            throw new InvalidOperationException("the settings are bad");
        }
    }
}
