using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Text;

namespace Daemonize.Tool;

/// <summary>The arguments of a command: the names of daemons, and the options.</summary>
internal sealed class Request
{
    private readonly ToolCommand _command;
    private readonly List<NameValue> _options = [];

    private Request(ToolCommand command) => _command = command;

    /// <summary>The names and patterns in the order of the command line; empty for all daemons.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Gets the output format, one of those that the command has.</summary>
    public string Format
    {
        get
        {
            var format = Array.Find(_command.Options, static option => option.Name == "format")!;
            var text = TextOf("format") ?? format.Words[0];
            return Array.IndexOf(format.Words, text) >= 0 ? text : throw Refuse(format, text);
        }
    }

    /// <summary>Gets the time, in UTC, from which on to show what happened; null for no limit.</summary>
    public DateTime? Since =>
        TextOf("since") is not { } text ? null
        : SinceTime.TryParse(text, DateTime.UtcNow, out var since) ? since
        : throw Refuse("since", text);

    /// <summary>Reads the arguments after the word of the command. Throws with <see cref="DaemonExitCode.Usage"/> for a mistake.</summary>
    public static Request Parse(ToolCommand command, ReadOnlySpan<string> args)
    {
        var request = new Request(command);
        request.Read(args);
        return request.Names.Count > 0 || command.Names.Missing is not { } missing
            ? request
            : throw Wrong($"{command.Name} {missing}");
    }

    /// <summary>Whether a flag is given.</summary>
    public bool Has(string flag) => TextOf(flag) is not null;

    /// <summary>Gets the number of lines to show.</summary>
    /// <param name="missing">The number if none is given.</param>
    public int LinesOr(int missing) =>
        TextOf("lines") is not { } text ? missing
        : OptionText.TryInteger(text, out int lines) && lines >= 0 ? lines
        : throw Refuse("lines", text);

    /// <summary>Gets a duration; null if it is not given.</summary>
    public TimeSpan? DurationOf(string name) =>
        TextOf(name) is not { } text ? null
        : Duration.TryParse(text, out var duration) && duration > TimeSpan.Zero ? duration
        : throw Refuse(name, text);

    /// <summary>Gets the options as words of a command line, in their order.</summary>
    public List<string> OptionWords => _options.ConvertAll(option =>
        Array.Find(_command.Options, known => known.Name == option.Name)!.IsFlag ? $"--{option.Name}" : $"--{option.Name}={option.Text}");

    /// <summary>Gets the text of an option; null if it is not given.</summary>
    public string? TextOf(string name) => _options.FindLast(option => option.Name == name)?.Text;

    /// <summary>Gets the texts of an option that can be given several times, in their order.</summary>
    public List<string> TextsOf(string name) => _options.FindAll(option => option.Name == name).ConvertAll(static option => option.Text);

    private void Read(ReadOnlySpan<string> args)
    {
        var hasOptionsEnded = false;
        for (var i = 0; i < args.Length; i++)
        {
            if (hasOptionsEnded || args[i] is not ['-', _, ..])
            {
                Names.Add(args[i]);
            }
            else if (args[i] == "--")
            {
                hasOptionsEnded = true;
            }
            else
            {
                i = ReadOption(args, i);
            }
        }
    }

    /// <summary>Reads the option at <paramref name="at"/> and gives the index of its last word.</summary>
    private int ReadOption(ReadOnlySpan<string> args, int at)
    {
        var end = args[at].IndexOf('=', StringComparison.Ordinal);
        var option = FindOption(end < 0 ? args[at] : args[at][..end]);
        if (option.IsFlag && end >= 0)
        {
            throw Wrong($"--{option.Name} takes no value");
        }

        if (!option.IsFlag && end < 0 && at + 1 == args.Length)
        {
            throw Wrong($"--{option.Name} takes {option.Accepted}, but nothing follows it");
        }

        var isNext = !option.IsFlag && end < 0;
        _options.Add(new(option.Name, isNext ? args[at + 1] : args[at][(end + 1)..]));
        return isNext ? at + 1 : at;
    }

    private VerbOption FindOption(string word) =>
        _command.FindOption(word)
        ?? throw Wrong(
            $"{_command.Name} has no option '{OneLine.From(word)}'; " +
            (Suggestion.Find(word, Array.ConvertAll(_command.Options, static option => "--" + option.Name)) is { } name
                ? $"did you mean '{name}'?"
                : $"see 'daemonize help {_command.Name}'"));

    private DaemonException Refuse(string option, string text) =>
        Refuse(Array.Find(_command.Options, known => known.Name == option)!, text);

    private static DaemonException Refuse(VerbOption option, string text) =>
        Wrong($"--{option.Name} takes {option.Accepted}, not '{OneLine.From(text)}'");

    private static DaemonException Wrong(string message) => new(message, DaemonExitCode.Usage);
}
