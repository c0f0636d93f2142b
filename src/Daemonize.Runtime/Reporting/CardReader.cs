using System.Text.Json;

namespace Daemonize.Reporting;

/// <summary>Reads a card, by hand for the reasons that <see cref="StatusTextReader"/> has.</summary>
internal ref struct CardReader(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _json = new(json);

    /// <summary>Reads the text. Throws one of the exceptions of <see cref="StatusTextReader.IsNone"/> if it is not a card.</summary>
    public DaemonCard Read()
    {
        _ = Advance();
        Expect(JsonTokenType.StartObject);

        // A card without options has too many of them.
        var card = new DaemonCard { Version = 0, Options = null };
        while (ReadName() is { } name)
        {
            card = ReadMember(card, name);
        }

        // Nothing may follow the object.
        return _json.Read() ? throw new JsonException() : card;
    }

    private DaemonCard ReadMember(DaemonCard card, string name) => name switch
    {
        "version" => card with { Version = _json.GetInt32() },
        "program" => card with { Program = ReadText() },
        "programVersion" => card with { ProgramVersion = ReadText() },
        "command" => card with { Command = ReadTexts() },
        "daemon" => card with { Daemon = ReadText() },
        "instance" => card with { Instance = _json.GetInt32() },
        "pidFile" => card with { PidFile = ReadText() },
        "logFile" => card with { LogFile = ReadText() },
        "errorFile" => card with { ErrorFile = ReadText() },
        "schedule" => card with { Schedule = ReadText() },
        "summary" => card with { Summary = ReadText() },
        "options" => card with { Options = ReadTexts() },
        "settings" => card with { Settings = ReadSettings() },
        "user" => card with { User = ReadText() },
        "userId" => card with { UserId = _json.GetUInt32() },
        "startedAt" => card with { StartedAt = _json.GetDateTimeOffset() },
        _ => Skip(card),
    };

    private CardSetting[] ReadSettings()
    {
        Expect(JsonTokenType.StartArray);
        List<CardSetting> settings = [];
        while (Advance() != JsonTokenType.EndArray)
        {
            settings.Add(ReadSetting());
        }

        return [.. settings];
    }

    private CardSetting ReadSetting()
    {
        var setting = new CardSetting("", "", "");
        Expect(JsonTokenType.StartObject);
        while (ReadName() is { } name)
        {
            setting = name switch
            {
                "name" => setting with { Name = ReadText() },
                "value" => setting with { Value = ReadText() },
                "source" => setting with { Source = ReadText() },
                _ => Skip(setting),
            };
        }

        return setting;
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

    private readonly string ReadText() => _json.GetString() ?? throw new JsonException();

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
