using System.Text.Json;

namespace Daemonize.Reporting;

/// <summary>
/// Reads a status file. By hand, as it is written: the serializer's metadata of these few fields cost a <c>status</c> half of its time, for 400 methods to
/// compile, and every NativeAOT daemon a fifth of its size.
/// </summary>
internal ref struct StatusTextReader(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _json = new(json);

    /// <summary>Throws one of three exceptions where it is no status: <see cref="IsNone"/>.</summary>
    public StatusText Read()
    {
        Expect(JsonTokenType.StartObject);
        var status = new StatusText { Version = 0 };
        while (ReadName() is { } name)
        {
            status = ReadMember(status, name);
        }

        // Nothing may follow.
        return _json.Read() ? throw new JsonException() : status;
    }

    /// <summary>What is thrown for text that is no JSON, for a value of another type, and for a number that is too large.</summary>
    public static bool IsNone(Exception exception) => exception is JsonException or InvalidOperationException or FormatException;

    private StatusText ReadMember(StatusText status, string name) => name switch
    {
        "version" => status with { Version = ReadNumber() },
        "name" => status with { Name = ReadText() },
        "program" => status with { Program = ReadText() },
        "programVersion" => status with { ProgramVersion = ReadText() },
        "pid" => status with { Pid = ReadNumber() },
        "startTime" => status with { StartTime = ReadLong() },
        "startedAt" => status with { StartedAt = ReadTime() },
        "options" => status with { Options = ReadTexts() },
        "stopping" => status with { Stopping = ReadFlag() },
        "ticks" => status with { Ticks = ReadLong() },
        "skipped" => status with { Skipped = ReadLong() },
        "late" => status with { Late = ReadLong() },
        "failed" => status with { Failed = ReadLong() },
        "lastTick" => status with { LastTick = ReadTick() },
        "lastError" => status with { LastError = ReadError() },
        "next" => status with { Next = ReadTime() },
        "due" => status with { Due = ReadLong() },
        "report" => status with { Report = ReadText() },
        "reloads" => status with { Reloads = ReadLong() },
        "reloadError" => status with { ReloadError = ReadText() },
        "restarts" => status with { Restarts = ReadLong() },
        "previousExit" => status with { PreviousExit = ReadExit() },
        "exit" => status with { Exit = ReadExit() },
        _ => Skip(status),
    };

    private TickText ReadTick()
    {
        Expect(JsonTokenType.StartObject);
        var tick = new TickText(0, default, 0, Succeeded: false);
        while (ReadName() is { } name)
        {
            tick = name switch
            {
                "number" => tick with { Number = ReadLong() },
                "at" => tick with { At = ReadTime() },
                "milliseconds" => tick with { Milliseconds = ReadDouble() },
                "succeeded" => tick with { Succeeded = ReadFlag() },
                _ => Skip(tick),
            };
        }

        return tick;
    }

    private ErrorText ReadError()
    {
        Expect(JsonTokenType.StartObject);
        var error = new ErrorText("", default);
        while (ReadName() is { } name)
        {
            error = name switch
            {
                "text" => error with { Text = ReadText() },
                "at" => error with { At = ReadTime() },
                _ => Skip(error),
            };
        }

        return error;
    }

    private ExitText ReadExit()
    {
        Expect(JsonTokenType.StartObject);
        var exit = new ExitText(null, "", default);
        while (ReadName() is { } name)
        {
            exit = name switch
            {
                "code" => exit with { Code = ReadNumber() },
                "reason" => exit with { Reason = ReadText() },
                "at" => exit with { At = ReadTime() },
                _ => Skip(exit),
            };
        }

        return exit;
    }

    /// <summary>The name of the next member; null behind the last.</summary>
    private string? ReadName() => Advance() == JsonTokenType.PropertyName ? _json.GetString() : null;

    private string[] ReadTexts()
    {
        Expect(JsonTokenType.StartArray);
        List<string> texts = [];
        while (Advance() != JsonTokenType.EndArray)
        {
            texts.Add(_json.GetString() ?? throw new JsonException());
        }

        return [.. texts];
    }

    private string ReadText()
    {
        Advance();
        return _json.GetString() ?? throw new JsonException();
    }

    private int ReadNumber()
    {
        Advance();
        return _json.GetInt32();
    }

    private long ReadLong()
    {
        Advance();
        return _json.GetInt64();
    }

    private double ReadDouble()
    {
        Advance();
        return _json.GetDouble();
    }

    private bool ReadFlag()
    {
        Advance();
        return _json.GetBoolean();
    }

    private DateTimeOffset ReadTime()
    {
        Advance();
        return _json.GetDateTimeOffset();
    }

    /// <summary>Goes by the value of a member that a later version has.</summary>
    private T Skip<T>(T whole)
    {
        Advance();
        _json.Skip();
        return whole;
    }

    private void Expect(JsonTokenType type)
    {
        if (Advance() != type)
        {
            throw new JsonException();
        }
    }

    private JsonTokenType Advance() => _json.Read() ? _json.TokenType : throw new JsonException();
}
