using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Operations;

/// <summary>A running daemon whose process is verified, for the verbs that signal it.</summary>
internal sealed class RunningDaemon : IDisposable
{
    /// <summary>How long a held lock may have no visible holder: a daemon that exits closes its descriptors one after the other.</summary>
    private static readonly TimeSpan Passing = new(0, 0, 1);

    /// <summary>How long the kernel may take to end a killed process.</summary>
    public static readonly TimeSpan Dying = new(0, 0, 10);

    private readonly DaemonInstance _instance;
    private readonly string _verb;

    private RunningDaemon(DaemonInstance instance, string verb, LockRecord record, DaemonProcess process)
    {
        _instance = instance;
        _verb = verb;
        Record = record;
        Process = process;
    }

    public LockRecord Record { get; }

    /// <summary>Gets the daemon's process; while the daemon waits for a restart, its watcher's.</summary>
    public DaemonProcess Process { get; }

    /// <summary>Whether no daemon runs and the watcher is about to start one.</summary>
    public bool IsWaiting => Record.Wait is not null;

    /// <summary>Finds the daemon; null if none runs. Waits for a daemon that is being started.</summary>
    /// <param name="instance">The instance to find.</param>
    /// <param name="verb">The verb that needs the daemon, for messages.</param>
    /// <param name="cancellationToken">Cancels the wait for a start.</param>
    public static RunningDaemon? Find(DaemonInstance instance, string verb, CancellationToken cancellationToken)
    {
        var starting = new Deadline(instance.Settings.StartTimeoutToFind);
        var passing = new Deadline(Passing);
        while (true)
        {
            var probe = LockProbe.FindSteady(instance.LockFile);
            if (probe.FindOther(instance.Owner) is { } other)
            {
                throw OtherDaemon.Refuse(instance, verb, other, probe.Record!.Value.Pid, $"; {verb} that one with its own program");
            }

            switch (probe.State)
            {
                case LockState.Free:
                    return null;
                case LockState.Unknown:
                    throw probe.Problem!;
            }

            if (probe is { HasProcess: true, Record: { } record } && DaemonProcess.TryOpen(record, probe.LockFile) is { } process)
            {
                return new RunningDaemon(instance, verb, record, process);
            }

            // A start is in progress and its daemon not yet ready, or a daemon that has ended is just releasing the lock.
            if (probe.State == LockState.Hidden || (probe.State == LockState.Running ? passing : starting).HasPassed)
            {
                throw new DaemonException(
                    $"cannot {verb} {instance.Name}: {instance.LockFile} is locked by a process that is not visible from here; {verb} it " +
                    "where it was started");
            }

            cancellationToken.ThrowIfCancellationRequested();
            // Neither the release of the lock nor the writing of the record sends an event.
            Thread.Sleep(InstanceLock.LookAgain);
        }
    }

    /// <summary>Finds the daemon as <see cref="Find"/> does. Throws if none runs, also while its watcher waits to start it again.</summary>
    public static RunningDaemon Require(DaemonInstance instance, string verb, CancellationToken cancellationToken)
    {
        var daemon = Find(instance, verb, cancellationToken)
            ?? throw new DaemonException($"{instance.Name} is not running; start it", DaemonExitCode.NotRunning);
        if (!daemon.IsWaiting)
        {
            return daemon;
        }

        daemon.Dispose();
        throw new DaemonException(
            $"{instance.Name} is not running: it has ended, and its watcher is about to start it again", DaemonExitCode.NotRunning);
    }

    /// <summary>
    /// Ends the watcher, which would start the daemon again. Uses SIGKILL: the watcher has nothing to clean up and must not start another
    /// daemon. A daemon that it is just starting ends by itself, because nothing waits for it.
    /// </summary>
    public void EndWatcher()
    {
        if (IsWaiting)
        {
            Signal(SignalNumber.Kill);
            _ = Process.WaitForEnd(new Deadline(Dying));
        }
        else if (Process.TryOpenWatcher(Record.SessionId) is { } watcher)
        {
            using (watcher)
            {
                // A caller without permission to stop the daemon gets the error before the watcher is gone.
                CheckPermission();
                _ = watcher.Signal(SignalNumber.Kill);
                _ = watcher.WaitForEnd(new Deadline(Dying));
            }
        }
    }

    /// <summary>Throws for a daemon of another user, as <see cref="Signal"/> would, but sends nothing.</summary>
    public void CheckPermission() => Signal(SignalNumber.None);

    /// <summary>Sends a signal to the process. Throws for a daemon of another user.</summary>
    public void Signal(int signal)
    {
        try
        {
            Process.Signal(signal);
        }
        catch (DaemonException exception) when (exception.ExitCode == DaemonExitCode.NoPermission)
        {
            Dispose();
            var owner = ProcessTable.TryReadOwner(Process.Pid) is { } user ? ProcessTable.UserName(user) : "another user";
            throw new DaemonException(
                $"cannot {_verb} {_instance.Name} (pid {Process.Pid}): it belongs to {owner}; {_verb} it as that user or as root",
                exception.ExitCode);
        }
    }

    public void Dispose() => Process.Dispose();
}
