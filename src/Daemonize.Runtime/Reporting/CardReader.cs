using System.Text.Json;

namespace Daemonize.Reporting;

/// <summary>Reads a card.</summary>
internal ref struct CardReader(ReadOnlySpan<byte> json)
{
    private JsonText _json = new(json);

    /// <summary>Reads the text. Throws one of the exceptions of <see cref="JsonText.IsNone"/> if it is not a card.</summary>
    public DaemonCard Read()
    {
        _json.Begin();

        // A card without options has too many of them.
        var card = new DaemonCard { Version = 0, Options = null };
        while (_json.ReadName() is { } name)
        {
            card = ReadMember(card, name);
        }

        _json.End();
        return card;
    }

    private DaemonCard ReadMember(DaemonCard card, string name) => name switch
    {
        "version" => card with { Version = _json.Value.GetInt32() },
        "program" => card with { Program = _json.ReadText() },
        "programVersion" => card with { ProgramVersion = _json.ReadText() },
        "command" => card with { Command = _json.ReadTexts() },
        "daemon" => card with { Daemon = _json.ReadText() },
        "instance" => card with { Instance = _json.Value.GetInt32() },
        "pidFile" => card with { PidFile = _json.ReadText() },
        "logFile" => card with { LogFile = _json.ReadText() },
        "errorFile" => card with { ErrorFile = _json.ReadText() },
        "schedule" => card with { Schedule = _json.ReadText() },
        "summary" => card with { Summary = _json.ReadText() },
        "options" => card with { Options = _json.ReadTexts() },
        "settings" => card with { Settings = ReadSettings() },
        "user" => card with { User = _json.ReadText() },
        "userId" => card with { UserId = _json.Value.GetUInt32() },
        "startedAt" => card with { StartedAt = _json.Value.GetDateTimeOffset() },
        _ => _json.Skip(card),
    };

    private CardSetting[] ReadSettings()
    {
        _json.Expect(JsonTokenType.StartArray);
        List<CardSetting> settings = [];
        while (_json.Advance() != JsonTokenType.EndArray)
        {
            settings.Add(ReadSetting());
        }

        return [.. settings];
    }

    private CardSetting ReadSetting()
    {
        var setting = new CardSetting("", "", "");
        _json.Expect(JsonTokenType.StartObject);
        while (_json.ReadName() is { } name)
        {
            setting = name switch
            {
                "name" => setting with { Name = _json.ReadText() },
                "value" => setting with { Value = _json.ReadText() },
                "source" => setting with { Source = _json.ReadText() },
                _ => _json.Skip(setting),
            };
        }

        return setting;
    }
}
