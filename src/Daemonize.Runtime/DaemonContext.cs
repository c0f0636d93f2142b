using Microsoft.Extensions.Logging;

namespace Daemonize;

/// <summary>What a daemon method may know about the daemon that it runs in. One object serves all ticks of a process.</summary>
public sealed class DaemonContext
{
    internal DaemonContext(string name, CancellationToken stopping)
    {
        Name = name;
        Stopping = stopping;
    }

    /// <summary>The daemon's name, as on the command line.</summary>
    public string Name { get; }

    /// <summary>The process id of the daemon.</summary>
    public int Pid { get; } = Environment.ProcessId;

    /// <summary>The number of the tick that runs, from 1; 1 in a method that runs once.</summary>
    public long Tick { get; internal set; }

    /// <summary>How many slots have passed without a tick because the tick before took too long.</summary>
    public long Skipped { get; internal set; }

    /// <summary>How many ticks have failed: by an exception or by returning anything but 0.</summary>
    public long Failed { get; internal set; }

    /// <summary>Cancelled when the daemon is asked to stop. It has <see cref="DaemonAttribute.StopTimeout"/> from then on.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Writes to the daemon's log, a line a record; in the foreground, to standard error.</summary>
    public ILogger Logger => field ??= new Logging.DaemonLogger(Name);
}
