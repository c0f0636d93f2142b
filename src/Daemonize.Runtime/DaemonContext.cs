using Daemonize.Scheduling;
using Microsoft.Extensions.Logging;

namespace Daemonize;

/// <summary>What a daemon method may know about the daemon that it runs in. One object serves all ticks of a process.</summary>
public sealed class DaemonContext
{
    private readonly StopRequest _stop;

    internal DaemonContext(string name, StopRequest stop)
    {
        Name = name;
        _stop = stop;
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
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Writes to the daemon's log, a line a record; in the foreground, to standard error.</summary>
    public ILogger Logger => field ??= new Logging.DaemonLogger(Name);

    /// <summary>
    /// Asks the daemon to stop, as SIGTERM does: <see cref="Stopping"/> is cancelled, and the daemon exits when its method has returned. Unlike
    /// <see cref="Environment.Exit"/> it returns at once, and everything is tidied up.
    /// </summary>
    /// <param name="exitCode">What the daemon exits with, 0 to 255. Anything but 0 is a failure, upon which a supervisor may act.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exitCode"/> is not 0 to 255.</exception>
    public void Stop(int exitCode = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exitCode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, byte.MaxValue);
        _stop.Request(exitCode);
    }
}
