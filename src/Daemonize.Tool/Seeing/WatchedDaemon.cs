using System.Diagnostics;
using Daemonize.History;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Reads the numbers of one daemon again each second: one pread(2) of its pulse and one read of /proc/PID/stat, and the last records only
/// if there is a newer one.
/// </summary>
internal sealed class WatchedDaemon : IDisposable
{
    /// <summary>The number of looks that the processor time is averaged over: the kernel counts it in hundredths of a second.</summary>
    private const int CpuLooks = 5;

    private readonly RecentRecords _records;
    private readonly Queue<(long At, TimeSpan Used)> _cpu = new();
    private SeenDaemon _daemon;
    private DaemonRow _row;
    private SmallFile? _file;
    private HistoryHeader _header;
    private Pulse? _pulse;
    private (uint Newest, ulong Counter, bool IsRunning)? _read;
    private List<HistoryEntry> _recent = [];

    /// <param name="daemon">The daemon, as a walk has found it.</param>
    /// <param name="records">Reads the last records.</param>
    public WatchedDaemon(SeenDaemon daemon, RecentRecords records)
    {
        (_daemon, _row, _records) = (daemon, new DaemonRow(daemon), records);
        Open();
    }

    /// <summary>The number that stands for the daemon.</summary>
    public string Id => _row.Id;

    /// <summary>The daemon as the last walk has found it, without numbers of this second.</summary>
    public DaemonRow Row => _row;

    /// <summary>Takes what the next walk has found. The file may be another by now.</summary>
    public void Renew(SeenDaemon daemon)
    {
        var isSame = daemon.Process == _daemon.Process && daemon.Status.ProcessId == _daemon.Status.ProcessId;
        if (!isSame)
        {
            _cpu.Clear();
        }

        // Another process may have rewritten the head of the same file.
        isSame &= daemon.PidFile == _daemon.PidFile;
        (_daemon, _row) = (daemon, new DaemonRow(daemon));
        if (!isSame || _file?.IsStillAt(HistoryFile.PathOf(daemon.PidFile!)) != true)
        {
            _file?.Dispose();
            Open();
        }
    }

    /// <summary>Reads the daemon; null if its process has ended, so that only another walk can say what it is now.</summary>
    public DaemonRow? Look()
    {
        var row = _row;
        var stat = (ProcessStat?)null;
        if (_daemon.Status.ProcessId is { } pid)
        {
            stat = ProcessTable.TryReadStat(pid);
            if (stat is not { } alive)
            {
                return null;
            }

            row = WithStat(row, alive);
        }

        ReadPulse();
        var isRunning =
            stat is { } running && _pulse is { } own && own.Pid == _daemon.Status.ProcessId && own.StartTime == running.StartTime;
        ReadRecent(isRunning);
        return isRunning ? WithPulse(row, _pulse!.Value) with { Recent = _recent } : row with { Recent = _recent };
    }

    public void Dispose() => _file?.Dispose();

    private DaemonRow WithStat(DaemonRow row, ProcessStat stat)
    {
        var used = stat.CpuTime is { } ticks ? TimeSpan.FromSeconds((double)ticks / ProcessStat.TicksPerSecond) : TimeSpan.Zero;
        var now = Stopwatch.GetTimestamp();
        var cpu = _cpu.TryPeek(out var first) && stat.CpuTime is not null
            ? (used - first.Used) / Stopwatch.GetElapsedTime(first.At, now) * 100
            : (double?)null;
        _cpu.Enqueue((now, used));
        _ = _cpu.Count > CpuLooks ? _cpu.Dequeue() : default;
        return row with
        {
            State = row.State switch
            {
                DaemonState.Running or DaemonState.Suspended => stat.State == 'T' ? DaemonState.Suspended : DaemonState.Running,
                var other => other,
            },
            CpuTime = stat.CpuTime is null ? row.CpuTime : used,
            Memory = stat.ResidentPages * Environment.SystemPageSize,
            Cpu = cpu,
        };
    }

    private static DaemonRow WithPulse(DaemonRow row, Pulse pulse) => row with
    {
        State = row.State switch
        {
            DaemonState.Running or DaemonState.Hung => IsOverdue(pulse) ? DaemonState.Hung : DaemonState.Running,
            var other => other,
        },

        // As in a list, a daemon without a schedule has no ticks, though its run is recorded like one.
        Ticks = row.Ticks is null ? null : pulse.Ticks,
        Skipped = pulse.Skipped,
        Late = pulse.Late,
        Failed = pulse.Failed,
        Pulse = pulse,
        Took = row.Ticks is not null && pulse.LastTick > 0 ? HistoryFormat.Seconds(pulse.LastTook) : null,
        RunsSince =
            row.Ticks is not null && pulse.Flags.HasFlag(PulseFlags.Ticking) && pulse.RunningSince > 0
                ? HistoryFormat.Time(pulse.RunningSince)
                : null,
        Next = pulse.NextAt > 0 ? HistoryFormat.Time(pulse.NextAt) : null,
    };

    private static bool IsOverdue(Pulse pulse) => Heartbeat.IsOverdue(pulse.Due == 0 ? null : pulse.Due, Heartbeat.Now);

    private void Open()
    {
        _file = null;
        _header = default;
        if (_daemon.PidFile is not { } pidFile || SmallFile.TryOpen(HistoryFile.PathOf(pidFile), out _) is not { } file)
        {
            return;
        }

        // As for `history`: the file of this user, of root, or of the user that the lock file belongs to.
        uint? owner = FileStat.TryReadLink(InstanceFiles.LockOf(pidFile), out var facts, out _) ? facts.Owner : null;
        Span<byte> head = stackalloc byte[HistoryHeader.Size];
        if (file.TryGetStat(out var own) && own.IsRegular && (own.Owner == 0 || own.Owner == ThisProcess.UserId || own.Owner == owner)
            && file.ReadAt(head, 0) == head.Length && HistoryHeader.Read(head) is { } header)
        {
            (_file, _header) = (file, header);
            return;
        }

        file.Dispose();
    }

    private void ReadPulse()
    {
        Span<byte> head = stackalloc byte[HistoryFormat.HeadSize];
        if (_file is null || _file.ReadAt(head, 0) < head.Length)
        {
            _pulse = null;
            return;
        }

        // One that is torn in the moment of the read is whole a second later.
        _pulse = Pulse.NewestOf(head) ?? _pulse;
    }

    private void ReadRecent(bool isRunning)
    {
        if (_file is null || _pulse is not { NewestRecord: > 0 } pulse)
        {
            _recent = _recent.Count == 0 ? _recent : [];
            _read = null;
            return;
        }

        if (_read != (pulse.NewestRecord, pulse.Counter, isRunning))
        {
            _read = (pulse.NewestRecord, pulse.Counter, isRunning);
            _recent = HistoryEntry.Of(_records.Read(_file, _header, pulse.NewestRecord), isRunning);
        }
    }
}
