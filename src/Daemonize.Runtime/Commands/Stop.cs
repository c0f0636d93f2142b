using System.Diagnostics;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Commands;

/// <summary>Ends a daemon: SIGTERM, StopTimeout, SIGKILL, then what is left of its session. Split in two, so that several can stop at the same time.</summary>
internal sealed class Stop : IDisposable
{
    /// <summary>How long a lock may look held by nobody: a daemon that exits gives up its descriptors one after the other.</summary>
    private static readonly TimeSpan Passing = new(0, 0, 1);

    /// <summary>How long is no wait at all.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the kernel may take to end a process that is killed.</summary>
    private static readonly TimeSpan Dying = new(0, 0, 10);

    private readonly DaemonInstance _instance;
    private readonly LockRecord _record;
    private readonly DaemonProcess? _process;
    private readonly Cancellation _cancellation;
    private readonly long _beginning = Stopwatch.GetTimestamp();

    /// <summary>Whose files, beside the caller's own, may be tidied up: those of the user that the daemon is, or is to be.</summary>
    private readonly uint? _owner;

    private Stop(DaemonInstance instance, LockRecord record, DaemonProcess? process, CancellationToken cancellationToken)
    {
        _instance = instance;
        _record = record;
        _process = process;
        _owner = process is not null && Libc.geteuid() == 0 ? ProcFs.TryReadUser(process.Pid) : instance.FileOwner;
        _cancellation = new Cancellation(cancellationToken);
    }

    /// <summary>Finds the daemon, proves that it is the one, and sends the one SIGTERM that it gets.</summary>
    public static Stop Begin(DaemonInstance instance, CancellationToken cancellationToken = default)
    {
        var starting = new Deadline(instance.Settings.StartTimeout);
        var passing = new Deadline(Passing);
        while (true)
        {
            var sighting = Sighting.Of(instance.LockFile);
            switch (sighting.State)
            {
                case SightingState.Free:
                    return new Stop(instance, default, null, cancellationToken);
                case SightingState.Unknown:
                    throw sighting.Problem!;
            }

            if (sighting.Record is { IsReady: true } record && DaemonProcess.TryOpen(record, sighting.LockFile) is { } process)
            {
                return Terminate(instance, record, process, cancellationToken);
            }

            // A start is under way and its daemon not yet ready; or the lock is just passing from a daemon that has ended.
            if ((sighting.State == SightingState.Running ? passing : starting).HasPassed)
            {
                throw new DaemonException($"cannot stop {instance.Name}: {instance.LockFile} is locked by a process that is not visible from here; stop it where it was started");
            }

            cancellationToken.ThrowIfCancellationRequested();
            Thread.Sleep(InstanceLock.LookAgain);
        }
    }

    /// <summary>Waits for the end, and sees to it when the time is up.</summary>
    public StopOutcome Complete()
    {
        if (_process is null)
        {
            return RemoveStalePidFile();
        }

        // Most end at once, and how long this one was given need not be found out.
        var timeout = AtOnce;
        var wasKilled = !_process.WaitForEnd(new Deadline(AtOnce, _cancellation)) && !_process.WaitForEnd(FindDeadline(out timeout));
        if (wasKilled)
        {
            _cancellation.ThrowIfRequested();
            _process.Signal(Libc.SIGKILL);
            if (!_process.WaitForEnd(new Deadline(Dying)))
            {
                throw new DaemonException($"{_instance.Name} (pid {_process.Pid}) does not end after SIGKILL; it may wait for a disk or the network");
            }
        }

        var rest = _record.SessionId == 0 ? 0 : Session.End(_record.SessionId);
        _ = RemoveStalePidFile();
        return new StopOutcome(_process.Pid, wasKilled, timeout, rest, null);
    }

    public void Dispose()
    {
        _process?.Dispose();
        _cancellation.Dispose();
    }

    private static Stop Terminate(DaemonInstance instance, LockRecord record, DaemonProcess process, CancellationToken cancellationToken)
    {
        try
        {
            process.Signal(Libc.SIGTERM);
            return new Stop(instance, record, process, cancellationToken);
        }
        catch (DaemonException exception) when (exception.ExitCode == DaemonExitCode.NoPermission)
        {
            process.Dispose();
            var owner = ProcFs.TryReadUser(record.Pid) is { } user ? ProcFs.UserName(user) : "another user";
            throw new DaemonException($"cannot stop {instance.Name} (pid {record.Pid}): it belongs to {owner}; stop it as that user or as root", exception.ExitCode);
        }
    }

    private Deadline FindDeadline(out TimeSpan timeout)
    {
        timeout = TimeoutOf(_instance);
        return new Deadline(timeout - Stopwatch.GetElapsedTime(_beginning), _cancellation);
    }

    /// <summary>The timeout that this command was given, else the one that the daemon was, else the attribute's.</summary>
    private static TimeSpan TimeoutOf(DaemonInstance instance)
    {
        var given = new GivenOptions();
        given.AddMissing(instance.Given);
        try
        {
            given.AddMissing(RunningOptions.Read(instance));
            return new Settings(instance.Definition, instance.Program, given).StopTimeout;
        }
        catch (DaemonException)
        {
            // Another version of the program, whose options this one does not know, can still be stopped.
            return instance.Settings.StopTimeout;
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

            held.ClearRecord();
            StatusFile.Remove(StatusFile.PathOf(_instance.PidFile), _owner);
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
/// <param name="WasKilled">Whether it did not end within <paramref name="Timeout"/>.</param>
/// <param name="Timeout">How long it was given.</param>
/// <param name="Rest">How many other processes of its session had to be ended.</param>
/// <param name="Stale">What was found at the pid file's path although no daemon ran, and what became of it.</param>
internal readonly record struct StopOutcome(int Pid, bool WasKilled, TimeSpan Timeout, int Rest, string? Stale);
