using System.Diagnostics;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Stages;

namespace Daemonize.Commands;

/// <summary>Ends a daemon: SIGTERM, StopTimeout, SIGKILL, then what is left of its session. Split in two, so that several can stop at the same time.</summary>
internal sealed class Stop : IDisposable
{
    /// <summary>How long is no wait at all.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    /// <summary>What a daemon that took too long has done, for every message about it.</summary>
    public const string Late = "did not stop within ";

    private readonly DaemonInstance _instance;
    private readonly StopOrder _order;
    private readonly RunningDaemon? _daemon;
    private readonly Cancellation _cancellation;
    private readonly DiagnosticFiles? _diagnosticFiles;
    private readonly long _beginning = Stopwatch.GetTimestamp();

    /// <summary>The user whose files may be removed, in addition to the caller's own: the user that the daemon runs as.</summary>
    private readonly uint? _owner;

    private Stop(DaemonInstance instance, StopOrder order, RunningDaemon? daemon, DiagnosticFiles? files, CancellationToken cancellationToken)
    {
        _instance = instance;
        _order = order;
        _daemon = daemon;
        _diagnosticFiles = files;
        _owner = daemon is not null && Libc.geteuid() == 0 ? ProcFs.TryReadUser(daemon.Process.Pid) : instance.FileOwner;
        _cancellation = new Cancellation(cancellationToken);
    }

    /// <summary>Finds the daemon, proves that it is the one, and sends the one signal that it gets.</summary>
    public static Stop Begin(DaemonInstance instance, StopOrder order, CancellationToken cancellationToken = default)
    {
        var daemon = RunningDaemon.Find(instance, "stop", cancellationToken);

        // Looked for now: when it has ended, nothing tells where they are.
        var files = daemon is null ? null : DiagnosticFiles.Of(daemon.Process.Pid);
        daemon?.EndWatcher();
        daemon?.Signal(order.Signal);
        if (daemon is not null && ProcFs.TryReadStat(daemon.Process.Pid) is { State: 'T' })
        {
            // One that is suspended would never hear of it.
            daemon.Signal(Libc.SIGCONT);
        }

        return new Stop(instance, order, daemon, files, cancellationToken);
    }

    /// <summary>Throws for a daemon of another user, as a stop would; nothing is sent.</summary>
    public static void CheckPermission(DaemonInstance instance)
    {
        using var daemon = RunningDaemon.Find(instance, "stop", CancellationToken.None);
        daemon?.CheckPermission();
    }

    /// <summary>Waits for the end, and sees to it when the time is up.</summary>
    public StopOutcome Complete()
    {
        if (_daemon is null)
        {
            return RemoveStalePidFile();
        }

        // Most end at once, and how long this one was given need not be found out.
        var (process, timeout) = (_daemon.Process, AtOnce);
        var isLate = !_order.Kills && !process.WaitForEnd(new Deadline(AtOnce, _cancellation)) && !process.WaitForEnd(FindDeadline(out timeout));
        if (isLate)
        {
            _cancellation.ThrowIfRequested();
            process.Signal(Libc.SIGKILL);
        }

        if ((isLate || _order.Kills) && !process.WaitForEnd(new Deadline(RunningDaemon.Dying)))
        {
            throw new DaemonException($"{_instance.Name} (pid {process.Pid}) does not end after SIGKILL; it may wait for a disk or the network");
        }

        if (isLate || _order.Kills)
        {
            var fate = _order.Kills ? "killed by stop --kill" : $"killed, because it {Late}{Limit(timeout)}";
            StatusFile.TellEnd(StatusFile.PathOf(_instance.PidFile), _daemon.Record, _owner, new ExitText(null, fate, DateTimeOffset.UtcNow));
        }

        _diagnosticFiles?.Remove(_instance);
        var rest = _daemon.Record.SessionId is not 0 and var session ? Session.End(session) : 0;
        if (_daemon.IsWaiting)
        {
            ForgetWait();
        }

        _ = RemoveStalePidFile();
        return new StopOutcome(process.Pid, isLate ? $"{Limit(timeout)} and was killed" : timeout == AtOnce ? null : FindSurrender(), rest, null) { WasWaiting = _daemon.IsWaiting };
    }

    /// <summary>What the daemon says where it has given up waiting for itself, which it does when it is given more time than its StopTimeout.</summary>
    private string? FindSurrender() =>
        StatusFile.TryReadLast(StatusFile.PathOf(_instance.PidFile), _owner, _daemon!.Record) is { Exit.Reason: var reason }
        && reason.StartsWith(Late, StringComparison.Ordinal)
            ? $"{reason[Late.Length..]} and ended itself"
            : null;

    public void Dispose()
    {
        _daemon?.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>How long the daemon had, and who says so.</summary>
    private string Limit(TimeSpan timeout) => $"{Duration.Format(timeout)} ({(_order.Timeout is null ? "StopTimeout" : "--" + KnownOptions.Timeout)})";

    private Deadline FindDeadline(out TimeSpan timeout)
    {
        timeout = _order.Timeout ?? TimeoutOf(_instance);
        return new Deadline(timeout - Stopwatch.GetElapsedTime(_beginning), _cancellation);
    }

    /// <summary>The timeout that this command was given, else the one that the daemon was, else the attribute's.</summary>
    private static TimeSpan TimeoutOf(DaemonInstance instance)
    {
        var given = new SuppliedOptions();
        given.AddMissing(instance.Given);
        try
        {
            given.AddMissing(RunningOptions.Read(instance));
            return new Settings(instance.Definition, instance.Program, given).StopTimeout;
        }
        catch (DaemonException)
        {
            // Another version of the program, whose options this one does not know, can still be stopped; and a variable that is mistaken prevents no stop.
            return instance.Given.Argument(SettingOption.StopTimeout.Name) is null ? instance.Definition.StopTimeout : instance.Settings.StopTimeout;
        }
    }

    /// <summary>The lock file names a watcher that waits, but that has ended.</summary>
    private void ForgetWait()
    {
        if (FileStat.TryReadLink(_instance.LockFile, out _, out _))
        {
            using var held = InstanceLock.TryAcquire(_instance.LockFile, _owner);
            held?.ClearRecord();
        }
    }

    /// <summary>Removes the pid file that a daemon without the chance to do so has left, unless a new one has the lock by now.</summary>
    private StopOutcome RemoveStalePidFile()
    {
        var found = PidFileText.Read(_instance.PidFile);
        if (!found.Exists)
        {
            return default;
        }

        try
        {
            using var held = InstanceLock.TryAcquire(_instance.LockFile, _owner);
            if (held is null)
            {
                return default;
            }

            DiagnosticFiles.RemoveOf(held.ReadRecord(), _instance);
            held.ClearRecord();
            return Stale(PidFile.TryRemoveStale(_instance.PidFile, _owner) ? "removed" : "left as it is");
        }
        catch (DaemonException exception) when (exception.ExitCode != DaemonExitCode.NoPermission)
        {
            // Nothing runs any more, and that is what was asked for. The files of another user are his own.
            return Stale("left as it is");
        }

        StopOutcome Stale(string fate) => default(StopOutcome) with { Stale = OneLine.Whole($"{_instance.PidFile} {found.Description}; {fate}") };
    }
}

/// <summary>How a stop went.</summary>
/// <param name="Pid">The daemon that was ended, or 0 when none ran.</param>
/// <param name="Late">Within what time it did not end, and what became of it then; null when it did.</param>
/// <param name="Rest">How many other processes of its session had to be ended.</param>
/// <param name="Stale">What was found at the pid file's path although no daemon ran, and what became of it.</param>
internal readonly record struct StopOutcome(int Pid, string? Late, int Rest, string? Stale)
{
    /// <summary>Whether no daemon ran, but its watcher was about to start one; <see cref="Pid"/> is the watcher's then.</summary>
    public bool WasWaiting { get; init; }
}
