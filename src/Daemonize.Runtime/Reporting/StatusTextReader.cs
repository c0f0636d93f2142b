using System.Text.Json;
using Daemonize.Scheduling;

namespace Daemonize.Reporting;

/// <summary>Reads a status file.</summary>
internal ref struct StatusTextReader(ReadOnlySpan<byte> json)
{
    private JsonText _json = new(json);

    /// <summary>Reads the text. Throws one of the exceptions of <see cref="JsonText.IsNone"/> if it is not a status.</summary>
    public StatusText Read()
    {
        _json.Begin();
        var status = new StatusText { Version = 0 };
        while (_json.ReadName() is { } name)
        {
            status = ReadMember(status, name);
        }

        _json.End();
        return status;
    }

    private StatusText ReadMember(StatusText status, string name) => name switch
    {
        "version" => status with { Version = _json.Value.GetInt32() },
        "name" => status with { Name = _json.ReadText() },
        "program" => status with { Program = _json.ReadText() },
        "programVersion" => status with { ProgramVersion = _json.ReadText() },
        "pid" => status with { Pid = _json.Value.GetInt32() },
        "startTime" => status with { StartTime = _json.Value.GetInt64() },
        "startedAt" => status with { StartedAt = _json.Value.GetDateTimeOffset() },
        "options" => status with { Options = _json.ReadTexts() },
        "logFile" => status with { LogFile = _json.ReadText() },
        "errorFile" => status with { ErrorFile = _json.ReadText() },
        "stopping" => status with { Stopping = _json.Value.GetBoolean() },
        "scheduled" => status with { Scheduled = _json.Value.GetBoolean() },
        "history" => status with { History = _json.Value.GetBoolean() },
        "historyError" => status with { HistoryError = _json.ReadText() },
        "ticks" => status with { Ticks = _json.Value.GetInt64() },
        "skipped" => status with { Skipped = _json.Value.GetInt64() },
        "late" => status with { Late = _json.Value.GetInt64() },
        "failed" => status with { Failed = _json.Value.GetInt64() },
        "lastTick" => status with { LastTick = ReadTick() },
        "lastError" => status with { LastError = ReadError() },
        "runningSince" => status with { RunningSince = _json.Value.GetDateTimeOffset() },
        "next" => status with { Next = _json.Value.GetDateTimeOffset() },
        "timeZone" => status with { TimeZone = _json.ReadText() },
        "due" => status with { Due = _json.Value.GetInt64() },
        "report" => status with { Report = _json.ReadText() },
        "reloads" => status with { Reloads = _json.Value.GetInt64() },
        "reloadError" => status with { ReloadError = _json.ReadText() },
        "tickSignal" => status with { TickSignal = _json.Value.GetInt32() },
        "tickAnswers" => status with { TickAnswers = ReadTickAnswers() },
        "handOverSignal" => status with { HandOverSignal = _json.Value.GetInt32() },
        "handOverAnswer" => status with { HandOverAnswer = ReadHandOverAnswer() },
        "cluster" => status with { Cluster = ReadCluster() },
        "restarts" => status with { Restarts = _json.Value.GetInt64() },
        "previousExit" => status with { PreviousExit = ReadExit() },
        "exit" => status with { Exit = ReadExit() },
        _ => _json.Skip(status),
    };

    private DaemonTick ReadTick()
    {
        var (number, startedAt, duration, succeeded) = (0L, default(DateTimeOffset), TimeSpan.Zero, false);
        _json.Expect(JsonTokenType.StartObject);
        while (_json.ReadName() is { } name)
        {
            switch (name)
            {
                case "number": number = _json.Value.GetInt64(); break;
                case "at": startedAt = _json.Value.GetDateTimeOffset(); break;
                case "milliseconds": duration = TimeSpan.FromMilliseconds(_json.Value.GetDouble()); break;
                case "succeeded": succeeded = _json.Value.GetBoolean(); break;
                default: _json.Value.Skip(); break;
            }
        }

        return new() { Number = number, StartedAt = startedAt, Duration = duration, Succeeded = succeeded };
    }

    private DaemonError ReadError()
    {
        var (message, occurredAt) = ("", default(DateTimeOffset));
        _json.Expect(JsonTokenType.StartObject);
        while (_json.ReadName() is { } name)
        {
            switch (name)
            {
                case "text": message = _json.ReadText(); break;
                case "at": occurredAt = _json.Value.GetDateTimeOffset(); break;
                default: _json.Value.Skip(); break;
            }
        }

        return new() { Message = message, OccurredAt = occurredAt };
    }

    private TickAnswers ReadTickAnswers()
    {
        var (accepted, lastAccepted, refused, lastRefused) = (0L, (string?)null, 0L, (string?)null);
        _json.Expect(JsonTokenType.StartObject);
        while (_json.ReadName() is { } name)
        {
            switch (name)
            {
                case "accepted": accepted = _json.Value.GetInt64(); break;
                case "lastAccepted": lastAccepted = _json.ReadText(); break;
                case "refused": refused = _json.Value.GetInt64(); break;
                case "lastRefused": lastRefused = _json.ReadText(); break;
                default: _json.Value.Skip(); break;
            }
        }

        return new(accepted, lastAccepted, refused, lastRefused);
    }

    private HandOverAnswer ReadHandOverAnswer()
    {
        var (number, isAccepted, text) = (0L, false, "");
        _json.Expect(JsonTokenType.StartObject);
        while (_json.ReadName() is { } name)
        {
            switch (name)
            {
                case "number": number = _json.Value.GetInt64(); break;
                case "accepted": isAccepted = _json.Value.GetBoolean(); break;
                case "text": text = _json.ReadText(); break;
                default: _json.Value.Skip(); break;
            }
        }

        return new(number, isAccepted, text);
    }

    private DaemonClusterStatus ReadCluster()
    {
        var (role, token, leader) = (DaemonClusterRole.Waiting, 0L, default(string));
        var (shards, shardsTotal) = (default(int?), default(int?));
        var (leaseEndsAt, silentSince) = (default(DateTimeOffset?), default(DateTimeOffset?));
        _json.Expect(JsonTokenType.StartObject);
        while (_json.ReadName() is { } name)
        {
            switch (name)
            {
                case "role": role = (DaemonClusterRole)_json.Value.GetInt32(); break;
                case "token": token = _json.Value.GetInt64(); break;
                case "leader": leader = _json.ReadText(); break;
                case "shards": shards = _json.Value.GetInt32(); break;
                case "shardsTotal": shardsTotal = _json.Value.GetInt32(); break;
                case "leaseEndsAt": leaseEndsAt = _json.Value.GetDateTimeOffset(); break;
                case "silentSince": silentSince = _json.Value.GetDateTimeOffset(); break;
                default: _json.Value.Skip(); break;
            }
        }

        return new DaemonClusterStatus
        {
            Role = role,
            Token = token,
            Leader = leader,
            Shards = shards,
            ShardsTotal = shardsTotal,
            LeaseEndsAt = leaseEndsAt,
            StoreSilentSince = silentSince,
        };
    }

    private DaemonExit ReadExit()
    {
        var (exitCode, reason, endedAt) = ((int?)null, "", default(DateTimeOffset?));
        _json.Expect(JsonTokenType.StartObject);
        while (_json.ReadName() is { } name)
        {
            switch (name)
            {
                case "code": exitCode = _json.Value.GetInt32(); break;
                case "reason": reason = _json.ReadText(); break;
                case "at": endedAt = _json.Value.GetDateTimeOffset(); break;
                default: _json.Value.Skip(); break;
            }
        }

        return new() { ExitCode = exitCode, Reason = reason, EndedAt = endedAt };
    }
}
