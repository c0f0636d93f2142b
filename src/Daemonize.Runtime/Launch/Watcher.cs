using System.Diagnostics;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Scheduling;
using Daemonize.Text;

namespace Daemonize.Launch;

/// <summary>
/// Waits for the end of a daemon and restarts it as its settings say, until it is stopped or its restarts are used up. SIGTERM and SIGINT
/// stop the daemon and the watcher, SIGHUP is forwarded to the daemon, SIGUSR1 ends a wait.
/// </summary>
internal sealed class Watcher
{
    /// <summary>How long a command may hold the lock of the new file, which it releases when it has found this process.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);

    private readonly DaemonInstance _instance;
    private readonly WatchedStart _start;
    private readonly InstanceLock _lock;
    private readonly SignalDescriptor _signals;
    private readonly RestartBudget _budget;
    private readonly RestartPolicy _policy;
    private readonly FenceWatch? _fence;
    private readonly int _sessionId = Libc.getsid(0);
    private int _handoff = StageDescriptors.Handoff;
    private DiagnosticFiles? _diagnosticFiles;
    private string? _lost;
    private int _restarts;
    private bool _isStopping;

    /// <param name="instance">The daemon's instance, whose settings limit the restarts.</param>
    /// <param name="image">The program and arguments that a restart starts.</param>
    /// <param name="held">The instance's lock, shared with the daemon.</param>
    /// <param name="signals">The blocked signals of this process, to read.</param>
    public Watcher(DaemonInstance instance, LaunchSpec image, InstanceLock held, SignalDescriptor signals)
    {
        _instance = instance;
        _start = new WatchedStart(instance, image);
        _lock = held;
        _signals = signals;
        _policy = instance.Settings.Restart;
        _fence = FirstProcess.FindCluster(instance.Definition)?.Watch(instance);
        _budget =
            new RestartBudget(
                new BackOff(instance.Settings.RestartDelay, instance.Settings.MaxRestartDelay), instance.Settings.MaxRestarts,
                instance.Settings.RestartWindow);
    }

    /// <summary>Watches until the daemon is not restarted any more, and returns the exit code.</summary>
    /// <param name="daemon">The process id of the first daemon, which the command has started through this process and still waits
    /// for.</param>
    public int Watch(int daemon)
    {
        var end = WaitForEnd(daemon, out var reason);
        if (_handoff >= 0 && _lock.ReadRecord() is not { IsReady: true })
        {
            // The start has failed, and the command reports that.
            _diagnosticFiles?.Remove(_instance);
            Handoff.SendDeath(end);
            return DaemonExitCode.Failure;
        }

        while (IsToRestart(end) && TryRestart(end, reason, out daemon))
        {
            // Otherwise the collector would let the little that each restart leaves grow to megabytes, the size of a processor's cache,
            // before it collects.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            end = WaitForEnd(daemon, out reason);
        }

        _diagnosticFiles?.Remove(_instance);

        // The daemon will not be restarted, and the lock file must not say otherwise.
        _lock.ClearRecord();
        return end.ExitCode ?? DaemonExitCode.Failure;
    }

    private bool IsToRestart(ProcessEnd end) => !_isStopping && (_policy == RestartPolicy.Always || end.ExitCode != DaemonExitCode.Success);

    /// <summary>Returns false if the watcher is asked to stop or gives up.</summary>
    private bool TryRestart(ProcessEnd end, string reason, out int daemon)
    {
        daemon = 0;
        while (true)
        {
            TidyUp();
            if (!TryKeepLock(reason))
            {
                return false;
            }

            if (_budget.TryTake(Stopwatch.GetElapsedTime(0)) is not { } delay)
            {
                GiveUp(end, reason);
                return false;
            }

            _restarts++;
            Announce(end, reason, delay);
            if (!WaitOut(delay))
            {
                return false;
            }

            if (!TryKeepLock(reason))
            {
                return false;
            }

            _fence?.Forget();
            if (_start.TryRun(ref end, ref reason) is { } started)
            {
                daemon = started;
                return true;
            }

            _lost = null;
        }
    }

    /// <summary>
    /// Restores the lock file if it was removed, or if the daemon has restored one for itself. False if that fails: a daemon started then
    /// would not be protected against a second one.
    /// </summary>
    private bool TryKeepLock(string reason)
    {
        var problem = "another process has locked it";
        var deadline = new Deadline(LockPatience);
        while (!_lock.IsStillThere)
        {
            try
            {
                _instance.CreateRuntimeDirectory();
                if (_lock.TryPutBack())
                {
                    break;
                }
            }
            catch (DaemonException exception)
            {
                problem = exception.Message;
            }

            if (deadline.HasPassed)
            {
                Tell(
                    LogLevels.Error,
                    $"{reason}; given up, for the lock file {_instance.LockFile} has been removed and cannot be put back: {problem}");
                return false;
            }

            // The release of a lock sends no event.
            Thread.Sleep(InstanceLock.LookAgain);
        }

        return true;
    }

    /// <param name="daemon">The process id of the daemon.</param>
    /// <param name="reason">How the daemon has ended, as a phrase that follows its name.</param>
    private ProcessEnd WaitForEnd(int daemon, out string reason)
    {
        // Read now: after the end of the process nothing says where its files are.
        _diagnosticFiles = DiagnosticFiles.Of(daemon);
        while (true)
        {
            if (ChildProcess.TryReap(daemon) is { } end)
            {
                _lost = _fence?.FindLost(end);
                reason = _lost is null ? end.ToString() : FenceWatch.Describe(_lost);
                return end;
            }

            if (Poll.WaitForAny(stackalloc[] { _signals.Number, _handoff }, long.MaxValue) == 0)
            {
                Hear(daemon);
            }
            else
            {
                // The command is gone: it has its result.
                _ = Libc.close(_handoff);
                _handoff = -1;
            }
        }
    }

    /// <summary>Waits out the delay before a restart; false if the watcher is asked to stop.</summary>
    private bool WaitOut(TimeSpan delay)
    {
        var end = Deadline.TimestampIn(delay);
        while (!_isStopping && Poll.WaitForInput(_signals.Number, end))
        {
            if (Hear(daemon: 0) == Libc.SIGUSR1)
            {
                break;
            }
        }

        return !_isStopping;
    }

    /// <summary>
    /// Acts on a signal and returns its number. Signals are forwarded only while there is a daemon: its id could soon be another process's.
    /// </summary>
    private int Hear(int daemon)
    {
        var signal = _signals.Read();
        _isStopping |= signal is Libc.SIGTERM or Libc.SIGINT;
        if (daemon > 0 && signal is Libc.SIGTERM or Libc.SIGINT or Libc.SIGHUP)
        {
            _ = Libc.kill(daemon, signal);
        }

        return signal;
    }

    /// <summary>
    /// Removes what a daemon leaves that had no time to clean up: processes of its session, diagnostic files, and its pid file.
    /// </summary>
    private void TidyUp()
    {
        try
        {
            _ = Session.End(_sessionId);
        }
        catch (DaemonException exception)
        {
            Tell(LogLevels.Error, exception.Message);
        }

        _diagnosticFiles?.Remove(_instance);
        _ = PidFile.TryRemoveStale(_instance.PidFile, _instance.FileOwner);
    }

    private void Announce(ProcessEnd end, string reason, TimeSpan delay)
    {
        Tell(LogLevels.Warning, $"{reason}; is started again in {Duration.Format(delay)} (restart {_restarts})");
        var now = DateTimeOffset.UtcNow;
        try
        {
            var startTime = ThisProcess.StartTime;
            _lock.WriteRecord(new LockRecord(Environment.ProcessId, startTime, _sessionId, StageDescriptors.Lock, IsReady: false)
            {
                Wait = new RestartWait(_restarts, end, now, now + delay) { Reason = _lost ?? "" },
                Owner = _instance.Owner,
                ProcessSpace = ProcessSpace.Own,
            });
        }
        catch (DaemonException exception)
        {
            // A full disk is no reason to leave the daemon down; only status has less to show.
            Tell(LogLevels.Error, exception.Message);
        }
    }

    private void GiveUp(ProcessEnd end, string reason)
    {
        var (max, window) = (_instance.Settings.MaxRestarts, _instance.Settings.RestartWindow);
        var fate = $"{reason}; given up, after {Plural.Of(max, "restart", "restarts")} within {Duration.Format(window)} (MaxRestarts)";
        Tell(LogLevels.Error, fate);
        StatusFile.TellEndOfLast(
            _instance, _restarts, new DaemonExit { ExitCode = end.ExitCode, Reason = fate, EndedAt = DateTimeOffset.UtcNow });
    }

    private void Tell(int level, string message) => LogNote.Write(_instance, level, message);
}
