using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>A daemon that runs and is proven to be the one, for the verbs that signal it.</summary>
internal sealed class RunningDaemon : IDisposable
{
    /// <summary>How long a lock may look held by nobody: a daemon that exits gives up its descriptors one after the other.</summary>
    private static readonly TimeSpan Passing = new(0, 0, 1);

    /// <summary>kill(2): only whether it may be signalled is looked at.</summary>
    private const int NoSignal = 0;

    /// <summary>How long the kernel may take to end a process that is killed.</summary>
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

    /// <summary>The daemon; while that waits to be started again, its watcher.</summary>
    public DaemonProcess Process { get; }

    /// <summary>Whether no daemon runs, and the watcher is about to start one.</summary>
    public bool IsWaiting => Record.Wait is not null;

    /// <summary>Finds it; null where none runs. One that is just being started is waited for.</summary>
    /// <param name="instance">Which.</param>
    /// <param name="verb">What is to be done to it, for messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static RunningDaemon? Find(DaemonInstance instance, string verb, CancellationToken cancellationToken)
    {
        var starting = new Deadline(instance.Settings.StartTimeoutToFind);
        var passing = new Deadline(Passing);
        while (true)
        {
            var probe = LockProbe.FindSteady(instance.LockFile);
            if (probe.FindOther(instance) is { } other)
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

            // A start is under way and its daemon not yet ready; or the lock is just passing from a daemon that has ended.
            if (probe.State == LockState.Hidden || (probe.State == LockState.Running ? passing : starting).HasPassed)
            {
                throw new DaemonException(
                    $"cannot {verb} {instance.Name}: {instance.LockFile} is locked by a process that is not visible from here; {verb} it where it was started");
            }

            cancellationToken.ThrowIfCancellationRequested();
            // The lock sends no event when it is let go, and neither does a record that is written.
            Thread.Sleep(InstanceLock.LookAgain);
        }
    }

    /// <summary>
    /// Ends the watcher, which would start the daemon again. With SIGKILL: it has nothing to tidy up, and must not pass anything on. One that is about to start a
    /// daemon leaves one that ends by itself, for nobody waits for it.
    /// </summary>
    public void EndWatcher()
    {
        if (IsWaiting)
        {
            Signal(Libc.SIGKILL);
            _ = Process.WaitForEnd(new Deadline(Dying));
        }
        else if (ProcFs.TryReadStat(Process.Pid) is { } stat && Session.WatcherOf(stat) is not 0 and var pid && DaemonProcess.TryOpenInSession(pid, Record.SessionId) is { } watcher)
        {
            using (watcher)
            {
                // A caller that may not stop the daemon gets the error before its watcher is gone.
                CheckPermission();
                _ = watcher.Signal(Libc.SIGKILL);
                _ = watcher.WaitForEnd(new Deadline(Dying));
            }
        }
    }

    /// <summary>Throws for a daemon of another user, as a signal would; nothing is sent.</summary>
    public void CheckPermission() => Signal(NoSignal);

    /// <summary>Sends it a signal. Throws for a daemon of another user.</summary>
    public void Signal(int signal)
    {
        try
        {
            Process.Signal(signal);
        }
        catch (DaemonException exception) when (exception.ExitCode == DaemonExitCode.NoPermission)
        {
            Dispose();
            var owner = ProcFs.TryReadUser(Process.Pid) is { } user ? ProcFs.UserName(user) : "another user";
            throw new DaemonException($"cannot {_verb} {_instance.Name} (pid {Process.Pid}): it belongs to {owner}; {_verb} it as that user or as root", exception.ExitCode);
        }
    }

    public void Dispose() => Process.Dispose();
}
