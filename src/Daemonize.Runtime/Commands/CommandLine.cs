using Daemonize.Generated;
using Daemonize.Options;

namespace Daemonize.Commands;

/// <summary>What follows the verb: the daemons it is about, and the options.</summary>
internal sealed class CommandLine
{
    private readonly DaemonProgram _program;
    private readonly string _verb;
    private readonly KnownOptions _known;
    private readonly string? _directory;
    private readonly List<NameValue> _options = [];

    private CommandLine(DaemonProgram program, string verb, string? directory)
    {
        _program = program;
        _verb = verb;
        _directory = directory;
        _known = new KnownOptions(program, verb);
    }

    public string Verb => _verb;

    /// <summary>The named daemons in the order of the command line, or all.</summary>
    public List<NamedDaemon> Daemons { get; } = [];

    /// <summary>How long <c>stop</c> or <c>reload</c> waits; null where that is not said.</summary>
    public string? Timeout => LastOf(KnownOptions.Timeout);

    /// <summary>What <c>stop</c> sends; null where that is not said.</summary>
    public string? Signal => LastOf(KnownOptions.Signal);

    /// <summary>Whether <c>stop</c> kills at once.</summary>
    public bool Kill => LastOf(KnownOptions.Kill) is "true";

    /// <summary>How a status is shown; null where that is not said.</summary>
    public string? Format => LastOf(KnownOptions.Format);

    /// <summary>Whether a status is shown again and again.</summary>
    public bool Watch => LastOf(KnownOptions.Watch) is "true";

    public bool Follow => LastOf(KnownOptions.Follow) is "true";

    /// <summary>Whether a user's own service manager is meant.</summary>
    public bool OfUser => LastOf(KnownOptions.User) is "true";

    /// <summary>Whether a timer is to start the daemon for each tick.</summary>
    public bool Timer => LastOf(KnownOptions.Timer) is "true";

    /// <summary>Whether what would be done is only printed.</summary>
    public bool DryRun => LastOf(KnownOptions.DryRun) is "true";

    /// <summary>Whether what is installed is not started now.</summary>
    public bool NoStart => LastOf(KnownOptions.NoStart) is "true";

    /// <summary>From when on <c>logs</c> shows the past, in UTC; null for any.</summary>
    public DateTime? Since =>
        LastOf(KnownOptions.Since) is not { } text ? null
        : SinceTime.TryParse(text, DateTime.UtcNow, out var since) ? since
        : throw new DaemonException($"--{KnownOptions.Since} takes {SinceTime.Accepted}, not '{OneLine.From(text)}'", DaemonExitCode.Usage);

    /// <summary>How many lines <c>logs</c> shows of the past; 10, as tail(1), or all since a time.</summary>
    public int Lines
    {
        get
        {
            if (LastOf(KnownOptions.Lines) is not { } text)
            {
                return LastOf(KnownOptions.Since) is null ? 10 : int.MaxValue;
            }

            return OptionText.TryInteger(text, out int lines) && lines >= 0
                ? lines
                : throw new DaemonException($"--{KnownOptions.Lines} takes {KnownOptions.AcceptedLines}, not '{OneLine.From(text)}'", DaemonExitCode.Usage);
        }
    }

    /// <summary>Reads a verb and the arguments behind it. Throws with <see cref="DaemonExitCode.Usage"/> for what it does not know.</summary>
    /// <param name="program">The program with its daemons.</param>
    /// <param name="args">The verb and what follows.</param>
    /// <param name="directory">What relative paths are relative to, when it is not this process's own directory.</param>
    public static CommandLine Parse(DaemonProgram program, ReadOnlySpan<string> args, string? directory = null)
    {
        var commandLine = new CommandLine(program, args[0], directory);
        commandLine.Read(args);
        commandLine.Check();
        return commandLine;
    }

    /// <summary>The options of one of the daemons: those that it has, for another may have others.</summary>
    public SuppliedOptions OptionsOf(DaemonDefinition definition)
    {
        var given = new SuppliedOptions();
        foreach (var (name, text) in _options)
        {
            if (!_known.IsOfVerb(name) && _known.Has(definition, name))
            {
                given.AddArgument(name, text);
            }
        }

        return given;
    }

    private void Read(ReadOnlySpan<string> args)
    {
        var hasOptionsEnded = false;
        for (var i = 1; i < args.Length; i++)
        {
            if (hasOptionsEnded || args[i] is not ['-', _, ..])
            {
                Add(args[i]);
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

        if (Daemons.Count == 0)
        {
            Daemons.AddRange(Array.ConvertAll(_program.Daemons, static definition => new NamedDaemon(definition)));
        }
    }

    /// <summary>Adds <c>fetch</c>, which is all of its instances, or <c>fetch:2</c>, which is one.</summary>
    private void Add(string word)
    {
        if (_verb == KnownOptions.List)
        {
            throw Wrong($"{_verb} shows the daemons of all programs and takes no name; 'status {OneLine.From(word)}' is about one");
        }

        var colon = word.LastIndexOf(':');
        var isNumbered = TryParseNumber(word, colon, out var number);
        var definition = _program.Find(isNumbered ? word[..colon] : word);
        var daemon = Daemons.Find(daemon => daemon.Definition == definition);
        if (daemon is null)
        {
            Daemons.Add(daemon = new NamedDaemon(definition) { Numbers = isNumbered ? [] : null });
        }

        if (!isNumbered)
        {
            daemon.Numbers = null;
        }
        else if (daemon.Numbers?.Contains(number) == false)
        {
            daemon.Numbers.Add(number);
        }
    }

    private static bool TryParseNumber(string word, int colon, out int number)
    {
        number = 0;
        return colon > 0 && colon + 1 < word.Length && word[colon + 1] is >= '1' and <= '9' && OptionText.TryInteger(word[(colon + 1)..], out number);
    }

    /// <summary>Reads the option at <paramref name="at"/> and gives the place of its last word.</summary>
    private int ReadOption(ReadOnlySpan<string> args, int at)
    {
        var word = args[at];
        var end = word.IndexOf('=', StringComparison.Ordinal);
        var option = _known.Find(end < 0 ? word : word[..end]);
        if (end >= 0)
        {
            Add(option, option.IsNegated ? throw Wrong($"{word[..end]} takes no value") : ValueOf(option, word[..end], word[(end + 1)..]));
        }
        else if (option.Form == OptionForm.Flag)
        {
            Add(option, option.IsNegated ? "false" : "true");
        }
        else if (at + 1 == args.Length)
        {
            throw Wrong($"{word} takes {option.Accepted}, but nothing follows it");
        }
        else if (LooksLikeAnOption(args[at + 1]))
        {
            // Otherwise a value that was forgotten would swallow the option behind it.
            throw Wrong($"{word} takes {option.Accepted}, not '{OneLine.From(args[at + 1])}'; a value that begins with '-' is written {word}=-…");
        }
        else
        {
            Add(option, args[++at]);
        }

        return at;
    }

    /// <summary>A flag of the verb's own is read here; one of a daemon, with that daemon's other options.</summary>
    private string ValueOf(KnownOption option, string word, string text) =>
        option.Form != OptionForm.Flag || !_known.IsOfVerb(option.Name) ? text
        : OptionText.TryBoolean(text, out var flag) ? OptionText.Format(flag)
        : throw Wrong($"{word} of {_verb} takes yes or no, not '{OneLine.From(text)}'");

    private void Add(KnownOption option, string text) => _options.Add(new(option.Name, option.IsPath ? ResolvePath(option, text) : text));

    /// <summary>An absolute path, unless it is a word. What is wrong with it is found before it is made absolute, and hard to recognize.</summary>
    private string ResolvePath(KnownOption option, string text)
    {
        var setting = Array.Find(SettingOption.All, setting => setting.IsPath && setting.Name == option.Name);
        if (setting?.FindPathMistake(text) is { } mistake)
        {
            throw Wrong($"--{option.Name} takes {option.Accepted}, not '{OneLine.From(text)}': {mistake}");
        }

        return Array.IndexOf(option.Words, text) >= 0 ? text
            : setting is not null && setting.Words.Length > 0 && LogTarget.FindStream(text) is { } stream ? stream
            : OptionPath.Resolve(text, option.Form, _directory);
    }

    /// <summary>A negative number is none, and neither is the dash that stands for standard input.</summary>
    private static bool LooksLikeAnOption(string word) => word is ['-', not ((>= '0' and <= '9') or '.'), ..];

    private void Check()
    {
        foreach (var (name, _) in _options)
        {
            if (!Daemons.Exists(daemon => _known.Has(daemon.Definition, name)))
            {
                throw Wrong($"{Daemons[0].Definition.Name} has no option '--{name}'");
            }

            if (Daemons.Count > 1 && (Array.Exists(SettingOption.All, setting => setting.Name == name && setting.IsPlace) && LogTarget.IsFile(TextOf(name))))
            {
                throw Wrong($"--{name} is for one daemon; name one of {_program.Names}");
            }
        }
    }

    private string TextOf(string name) => LastOf(name) ?? "";

    private string? LastOf(string name) => _options.FindLast(option => option.Name == name)?.Text;

    private static DaemonException Wrong(string message) => new(message, DaemonExitCode.Usage);
}

/// <summary>A daemon that the command line is about.</summary>
internal sealed class NamedDaemon(DaemonDefinition definition)
{
    public DaemonDefinition Definition => definition;

    /// <summary>The instances that are named; null for all.</summary>
    public List<int>? Numbers { get; set; }

    /// <summary>The one instance that is named, as the stages have it; 0 where none is.</summary>
    public int Number => Numbers is [var number, ..] ? number : 0;
}
