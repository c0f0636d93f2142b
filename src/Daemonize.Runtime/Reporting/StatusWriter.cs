using Daemonize.Identity;
using Daemonize.Notify;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Reporting;

/// <summary>
/// Keeps the status file up to date from the moment when the daemon is ready until its exit report. The constructor writes the first text;
/// later writes are at most one per second, and none while nothing changes. What changes with each tick is in the pulse of the history;
/// only without one it is in this file. The thread that made a change writes it, unless the second is not over: then a timer does. Some
/// things are written at once because a command waits for them: the end of a reload, the answer to a request to tick, and the exit report.
/// </summary>
internal sealed class StatusWriter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How much earlier a write may come: what changes every second needs no timer.</summary>
    private static readonly TimeSpan Tolerance = Pause / 10;

    private readonly DaemonInstance _instance;
    private readonly DaemonProgress _progress;
    private readonly TimeProvider _time;
    private readonly ServiceReport? _report;
    private readonly RestartHistory? _past;
    private readonly string _path;
    private readonly string[] _options;
    private readonly string? _timeZone;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly long _startTime;
    private readonly DateTimeOffset _startedAt;
    private long _lastWrite;
    private long _toldAnswers;
    private byte[]? _written;
    private bool _isEnded;

    /// <summary>1 while a write is scheduled, which will include every change until then.</summary>
    private int _isDue;

    /// <param name="instance">The instance that the status is about.</param>
    /// <param name="progress">The progress that the file reports.</param>
    /// <param name="time">The clock for the writes and for the times in the file.</param>
    /// <param name="report">The service manager's report, which gets the status as a line; null without a service manager.</param>
    /// <param name="past">The previous runs; null if the daemon has no watcher.</param>
    public StatusWriter(
        DaemonInstance instance, DaemonProgress progress, TimeProvider time, ServiceReport? report = null, RestartHistory? past = null)
    {
        _past = past;
        _instance = instance;
        _progress = progress;
        _time = time;
        _report = report;
        _path = StatusFile.PathOf(instance.PidFile);
        _options = [.. instance.Given.Arguments];
        _timeZone = instance.Settings.Cron is null ? null : instance.Settings.TimeZone.Id;
        _toldAnswers = progress.Answers;
        _startTime = ThisProcess.StartTime;
        _startedAt = time.GetUtcNow();

        // Without the caller's ExecutionContext, which would live as long as the timer.
        using (ExecutionContext.SuppressFlow())
        {
            _timer =
                time.CreateTimer(
                    static writer => ((StatusWriter)writer!).Write(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        progress.Changed = Schedule;
        Write();
    }

    /// <summary>The status line for a service manager.</summary>
    public string Line => StatusLine.Of(Look());

    /// <summary>Writes the exit report, once: later reports, from the shutdown, know less.</summary>
    /// <param name="code">The exit code; null if it is not known yet.</param>
    /// <param name="reason">Why the daemon ends.</param>
    public void End(int? code, string reason)
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                _isEnded = true;
                _progress.Changed = null;
                _timer.Dispose();
                _progress.NoteEnd(code);
                var exit = new DaemonExit { ExitCode = code, Reason = reason, EndedAt = _time.GetUtcNow() };
                _ = StatusFile.TryWrite(_path, (Look() with { Exit = exit, Next = null, Due = null }).Format());
            }
        }
    }

    /// <summary>Writes why the process is about to be killed, unless it has ended. The next change replaces it.</summary>
    public void Foretell(string reason)
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                _written = null;
                var exit = new DaemonExit { Reason = reason, EndedAt = _time.GetUtcNow() };
                _ = StatusFile.TryWrite(_path, (Look() with { Exit = exit, Next = null, Due = null }).Format());
            }
        }
    }

    /// <summary>Writes the file again even though nothing has changed.</summary>
    public void Rewrite()
    {
        lock (_lock)
        {
            _written = null;
        }

        Write();
    }

    private void Schedule()
    {
        var answers = _progress.Answers;
        if (answers != Volatile.Read(ref _toldAnswers) && Interlocked.Exchange(ref _toldAnswers, answers) != answers)
        {
            Write();
        }
        else if (Volatile.Read(ref _isDue) == 0 && Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            var wait = Pause - _time.GetElapsedTime(Volatile.Read(ref _lastWrite));
            if (wait > Tolerance)
            {
                // Change returns false if the timer is disposed, when the daemon is about to exit.
                _ = _timer.Change(wait, Timeout.InfiniteTimeSpan);
            }
            else
            {
                Write();
            }
        }
    }

    private void Write()
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            // Reset before the state is read: a later change schedules another write.
            Volatile.Write(ref _lastWrite, _time.GetTimestamp());
            Interlocked.Exchange(ref _isDue, 0);
            var status = Look();
            var text = status.Format();
            if (!text.AsSpan().SequenceEqual(_written))
            {
                var isWritten = StatusFile.TryWrite(_path, text);
                _written = isWritten ? text : null;
                _report?.Tell(StatusLine.Of(status));
                if (!isWritten)
                {
                    // A full disk may have room later, when no further change triggers a write.
                    Schedule();
                }
            }
        }
    }

    private StatusText Look() => new()
    {
        Name = _instance.Name,
        Program = _instance.Program.Name,
        ProgramVersion = _instance.Program.Version,
        Pid = Environment.ProcessId,
        StartTime = _startTime,
        StartedAt = _startedAt,
        Options = _options,
        LogFile = _instance.LogFile,
        ErrorFile = _instance.ErrorFile,
        Stopping = _progress.IsStopping,
        Scheduled = _instance.Definition.Schedule != ScheduleKind.None,
        History = _progress.History is not null,
        HistoryError = _progress.HistoryError,
        Ticks = _instance.Definition.Schedule == ScheduleKind.None ? null : _progress.Ticks,
        Skipped = _progress.Skipped,
        Late = _progress.Late,
        Failed = _progress.Failed,
        RunningSince = _instance.Definition.Schedule == ScheduleKind.None ? null : _progress.RunningSince,
        LastTick = _progress.LastTick,
        LastError = _progress.LastError,
        Next = _progress.Next,
        TimeZone = _timeZone,
        Due = _progress.Due,
        Report = _progress.Report,
        Restarts = _past?.Restarts,
        PreviousExit = _past?.LastExit,
        Reloads = _progress.LastReload?.Number ?? 0,
        ReloadError = _progress.LastReload?.Error,
        TickSignal = _progress.TickSignal,
        TickAnswers = _progress.TickAnswers,
        HandOverSignal = _progress.HandOverSignal,
        HandOverAnswer = _progress.HandOverAnswer,
        Cluster = _progress.Cluster,
    };
}
