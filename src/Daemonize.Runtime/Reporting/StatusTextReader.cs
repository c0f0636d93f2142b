using System.Text.Json;
using Daemonize.Scheduling;

namespace Daemonize.Reporting;

/// <summary>
/// Reads a status file. Written by hand, like the writer: for the serializer's metadata of these few fields the JIT compiled 400 methods, a
/// third of the time of <c>status</c>, and with the serializer every NativeAOT daemon was a quarter larger (docs/performance.md).
/// </summary>
internal ref struct StatusTextReader(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _json = new(json);

    /// <summary>Reads the text. Throws one of the exceptions of <see cref="IsNone"/> if it is not a status.</summary>
    public StatusText Read()
    {
        _ = Advance();
        Expect(JsonTokenType.StartObject);
        var status = new StatusText { Version = 0 };
        while (ReadName() is { } name)
        {
            status = ReadMember(status, name);
        }

        // Nothing may follow the object.
        return _json.Read() ? throw new JsonException() : status;
    }

    /// <summary>
    /// Whether the exception means that the text is not JSON, that a value has another type, or that a number is too large.
    /// </summary>
    public static bool IsNone(Exception exception) => exception is JsonException or InvalidOperationException or FormatException;

    private StatusText ReadMember(StatusText status, string name) => name switch
    {
        "version" => status with { Version = _json.GetInt32() },
        "name" => status with { Name = ReadText() },
        "program" => status with { Program = ReadText() },
        "programVersion" => status with { ProgramVersion = ReadText() },
        "pid" => status with { Pid = _json.GetInt32() },
        "startTime" => status with { StartTime = _json.GetInt64() },
        "startedAt" => status with { StartedAt = _json.GetDateTimeOffset() },
        "options" => status with { Options = ReadTexts() },
        "logFile" => status with { LogFile = ReadText() },
        "errorFile" => status with { ErrorFile = ReadText() },
        "stopping" => status with { Stopping = _json.GetBoolean() },
        "scheduled" => status with { Scheduled = _json.GetBoolean() },
        "history" => status with { History = _json.GetBoolean() },
        "historyError" => status with { HistoryError = ReadText() },
        "ticks" => status with { Ticks = _json.GetInt64() },
        "skipped" => status with { Skipped = _json.GetInt64() },
        "late" => status with { Late = _json.GetInt64() },
        "failed" => status with { Failed = _json.GetInt64() },
        "lastTick" => status with { LastTick = ReadTick() },
        "lastError" => status with { LastError = ReadError() },
        "runningSince" => status with { RunningSince = _json.GetDateTimeOffset() },
        "next" => status with { Next = _json.GetDateTimeOffset() },
        "timeZone" => status with { TimeZone = ReadText() },
        "due" => status with { Due = _json.GetInt64() },
        "report" => status with { Report = ReadText() },
        "reloads" => status with { Reloads = _json.GetInt64() },
        "reloadError" => status with { ReloadError = ReadText() },
        "tickSignal" => status with { TickSignal = _json.GetInt32() },
        "tickAnswers" => status with { TickAnswers = ReadTickAnswers() },
        "restarts" => status with { Restarts = _json.GetInt64() },
        "previousExit" => status with { PreviousExit = ReadExit() },
        "exit" => status with { Exit = ReadExit() },
        _ => Skip(status),
    };

    private DaemonTick ReadTick()
    {
        var (number, startedAt, duration, succeeded) = (0L, default(DateTimeOffset), TimeSpan.Zero, false);
        Expect(JsonTokenType.StartObject);
        while (ReadName() is { } name)
        {
            switch (name)
            {
                case "number": number = _json.GetInt64(); break;
                case "at": startedAt = _json.GetDateTimeOffset(); break;
                case "milliseconds": duration = TimeSpan.FromMilliseconds(_json.GetDouble()); break;
                case "succeeded": succeeded = _json.GetBoolean(); break;
                default: _json.Skip(); break;
            }
        }

        return new() { Number = number, StartedAt = startedAt, Duration = duration, Succeeded = succeeded };
    }

    private DaemonError ReadError()
    {
        var (message, occurredAt) = ("", default(DateTimeOffset));
        Expect(JsonTokenType.StartObject);
        while (ReadName() is { } name)
        {
            switch (name)
            {
                case "text": message = ReadText(); break;
                case "at": occurredAt = _json.GetDateTimeOffset(); break;
                default: _json.Skip(); break;
            }
        }

        return new() { Message = message, OccurredAt = occurredAt };
    }

    private TickAnswers ReadTickAnswers()
    {
        var (accepted, lastAccepted, refused, lastRefused) = (0L, (string?)null, 0L, (string?)null);
        Expect(JsonTokenType.StartObject);
        while (ReadName() is { } name)
        {
            switch (name)
            {
                case "accepted": accepted = _json.GetInt64(); break;
                case "lastAccepted": lastAccepted = ReadText(); break;
                case "refused": refused = _json.GetInt64(); break;
                case "lastRefused": lastRefused = ReadText(); break;
                default: _json.Skip(); break;
            }
        }

        return new(accepted, lastAccepted, refused, lastRefused);
    }

    private DaemonExit ReadExit()
    {
        var (exitCode, reason, endedAt) = ((int?)null, "", default(DateTimeOffset?));
        Expect(JsonTokenType.StartObject);
        while (ReadName() is { } name)
        {
            switch (name)
            {
                case "code": exitCode = _json.GetInt32(); break;
                case "reason": reason = ReadText(); break;
                case "at": endedAt = _json.GetDateTimeOffset(); break;
                default: _json.Skip(); break;
            }
        }

        return new() { ExitCode = exitCode, Reason = reason, EndedAt = endedAt };
    }

    /// <summary>Reads the name of the next member and moves to its value; null after the last member.</summary>
    private string? ReadName()
    {
        if (Advance() != JsonTokenType.PropertyName)
        {
            return null;
        }

        var name = _json.GetString();
        _ = Advance();
        return name;
    }

    private string ReadText() => _json.GetString() ?? throw new JsonException();

    private string[] ReadTexts()
    {
        Expect(JsonTokenType.StartArray);
        List<string> texts = [];
        while (Advance() != JsonTokenType.EndArray)
        {
            texts.Add(ReadText());
        }

        return [.. texts];
    }

    /// <summary>Skips the value of a member that a later version has added.</summary>
    private T Skip<T>(T whole)
    {
        _json.Skip();
        return whole;
    }

    private readonly void Expect(JsonTokenType type)
    {
        if (_json.TokenType != type)
        {
            throw new JsonException();
        }
    }

    private JsonTokenType Advance() => _json.Read() ? _json.TokenType : throw new JsonException();
}
