using System.Text.Json;
using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Reads a daemon that <see cref="RowText"/> has written on another machine, or something else that looks like it.</summary>
/// <param name="host">The name of the machine.</param>
internal sealed class RowReader(string host)
{
    private RemoteDaemon _remote = new(host, "");
    private DaemonStatus _status = new() { Name = "", State = DaemonState.Unknown };
    private DateTimeOffset? _runsSince;
    private TimeSpan? _took;
    private double? _cpu;
    private List<HistoryEntry> _recent = [];

    /// <summary>Reads the object. Throws one of the exceptions of <see cref="JsonText.IsNone"/> if it is no daemon.</summary>
    public static DaemonRow Read(ref JsonText json, string host)
    {
        var reader = new RowReader(host);
        json.Expect(JsonTokenType.StartObject);
        while (json.ReadName() is { } name)
        {
            if (!reader.TryReadNumbers(ref json, name) && !reader.TryReadRemote(ref json, name) && !reader.TryReadStatus(ref json, name))
            {
                json.Value.Skip();
            }
        }

        return reader._remote.Id.Length > 0 && reader._status.Name.Length > 0 ? reader.ToRow() : throw new JsonException();
    }

    private DaemonRow ToRow() => new(new SeenDaemon(_status) { Remote = _remote })
    {
        RunsSince = _runsSince,
        Took = _took?.TotalSeconds,
        Cpu = _cpu,
        Recent = _recent,
    };

    private bool TryReadNumbers(ref JsonText json, string name)
    {
        switch (name)
        {
            case "runningSince": _runsSince = RemoteText.ReadTime(ref json); return true;
            case "tookMilliseconds": _took = RemoteText.ReadDuration(ref json, 1e-3); return true;
            case "cpuHundredths": _cpu = Math.Min(RemoteText.ReadCount(ref json) / 100.0, 1e6); return true;
            case "recent": _recent = ReadEntries.Read(ref json); return true;
            default: return false;
        }
    }

    private bool TryReadRemote(ref JsonText json, string name)
    {
        var remote = name switch
        {
            "id" => _remote with { Id = RemoteText.Read(ref json) },
            "key" => _remote with { Key = RemoteText.Read(ref json) },
            "user" => _remote with { User = RemoteText.Read(ref json) },
            "pidFile" => _remote with { PidFile = RemoteText.Read(ref json) },
            "command" => _remote with { Command = RemoteText.ReadAll(ref json) },
            "service" => _remote with { Service = RemoteText.Read(ref json) },
            "card" => _remote with { Card = RemoteText.Read(ref json) },
            "schedule" => _remote with { Schedule = RemoteText.Read(ref json) },
            "summary" => _remote with { Summary = RemoteText.Read(ref json) },
            _ => null,
        };
        _remote = remote ?? _remote;
        return remote is not null;
    }

    private bool TryReadStatus(ref JsonText json, string name)
    {
        var status = name switch
        {
            "name" => new DaemonStatus(_status) { Name = RemoteText.Read(ref json) },
            "program" => new DaemonStatus(_status) { Program = RemoteText.Read(ref json) },
            "version" => new DaemonStatus(_status) { Version = RemoteText.Read(ref json) },
            "state" => new DaemonStatus(_status) { State = StateOf(json.ReadText()) },
            "pid" => new DaemonStatus(_status) { ProcessId = json.Value.GetInt32() },
            "startedAt" => new DaemonStatus(_status) { StartedAt = RemoteText.ReadTime(ref json) },
            "options" => new DaemonStatus(_status) { Options = RemoteText.ReadAll(ref json) },
            "ticks" => new DaemonStatus(_status) { TickCount = RemoteText.ReadCount(ref json) },
            "skipped" => new DaemonStatus(_status) { SkippedSlots = RemoteText.ReadCount(ref json) },
            "late" => new DaemonStatus(_status) { LateTicks = RemoteText.ReadCount(ref json) },
            "failed" => new DaemonStatus(_status) { FailedTicks = RemoteText.ReadCount(ref json) },
            "restarts" => new DaemonStatus(_status) { RestartCount = (int)Math.Min(RemoteText.ReadCount(ref json), int.MaxValue) },
            "nextAt" => new DaemonStatus(_status) { NextAt = RemoteText.ReadTime(ref json) },
            "timeZone" => new DaemonStatus(_status) { TimeZone = RemoteText.Read(ref json) },
            "report" => new DaemonStatus(_status) { Report = RemoteText.Read(ref json) },
            "memory" => new DaemonStatus(_status) { Memory = RemoteText.ReadCount(ref json) },
            "cpuSeconds" => new DaemonStatus(_status) { CpuTime = RemoteText.ReadDuration(ref json, 1) },
            "note" => new DaemonStatus(_status) { Note = RemoteText.Read(ref json) },
            "cluster" => new DaemonStatus(_status) { Cluster = PartReader.ReadCluster(ref json) },
            "lastTick" => new DaemonStatus(_status) { LastTick = PartReader.ReadTick(ref json) },
            "lastError" => new DaemonStatus(_status) { LastError = PartReader.ReadError(ref json) },
            "lastExit" => new DaemonStatus(_status) { LastExit = PartReader.ReadExit(ref json) },
            _ => null,
        };
        _status = status ?? _status;
        return status is not null;
    }

    private static DaemonState StateOf(string word)
    {
        foreach (var state in Enum.GetValues<DaemonState>())
        {
            if (StateText.Of(state) == word)
            {
                return state;
            }
        }

        return DaemonState.Unknown;
    }
}
