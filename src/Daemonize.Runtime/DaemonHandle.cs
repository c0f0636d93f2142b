using Daemonize.Commands;
using Daemonize.Identity;

namespace Daemonize;

/// <summary>Controls one daemon of this program from C#: <c>Daemons.Fetch.Start()</c> does what <c>app start fetch</c> does, without console output.</summary>
public sealed class DaemonHandle
{
    private readonly DaemonInstance _instance;
    private readonly string _programName;

    internal DaemonHandle(DaemonInstance instance, string programName)
    {
        _instance = instance;
        _programName = programName;
    }

    /// <summary>The daemon's name.</summary>
    public string Name => _instance.Name;

    /// <summary>Starts the daemon, which outlives this program, and returns when it is ready. One that runs already is left alone.</summary>
    /// <returns>What <see cref="GetStatus"/> gives then.</returns>
    /// <exception cref="DaemonException">The daemon is not ready within <see cref="DaemonAttribute.StartTimeout"/>, or cannot be; nothing of it is left.</exception>
    public DaemonStatus Start()
    {
        Commands.Start.Begin(_instance, _programName).Complete();
        return GetStatus();
    }

    /// <summary>Stops the daemon and returns when it has ended: SIGTERM, <see cref="DaemonAttribute.StopTimeout"/>, SIGKILL. One that does not run is left alone.</summary>
    /// <returns>What <see cref="GetStatus"/> gives then.</returns>
    /// <exception cref="DaemonException">The daemon cannot be stopped, for example because it belongs to another user.</exception>
    public DaemonStatus Stop()
    {
        using var stop = Commands.Stop.Begin(_instance);
        stop.Complete();
        return GetStatus();
    }

    /// <summary>Stops the daemon if it runs, and starts it.</summary>
    /// <returns>What <see cref="GetStatus"/> gives then.</returns>
    /// <exception cref="DaemonException">It cannot be stopped or not be started.</exception>
    public DaemonStatus Restart()
    {
        Stop();
        return Start();
    }

    /// <summary>Looks whether the daemon runs. It changes nothing.</summary>
    public DaemonStatus GetStatus() => Status.Of(_instance);
}
