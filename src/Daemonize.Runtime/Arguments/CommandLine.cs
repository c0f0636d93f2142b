using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Text;

namespace Daemonize.Arguments;

/// <summary>The arguments after the verb: the daemons that it acts on, and the options.</summary>
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

    /// <summary>Gets the named daemons in the order of the command line; all daemons if none is named.</summary>
    public List<NamedDaemon> Daemons { get; } = [];

    /// <summary>Whether a daemon is named, and not all are meant.</summary>
    public bool NamesDaemons { get; private set; }

    /// <summary>Gets how long <c>stop</c>, <c>reload</c> or another verb with this option waits; null if it is not given.</summary>
    public string? Timeout => LastOf(KnownOptions.Timeout);

    /// <summary>Gets the signal that <c>stop</c> sends; null if it is not given.</summary>
    public string? Signal => LastOf(KnownOptions.Signal);

    /// <summary>Whether <c>stop</c> sends SIGKILL at once.</summary>
    public bool Kill => LastOf(KnownOptions.Kill) is "true";

    /// <summary>Gets the output format, one of those that the verb has.</summary>
    public string Format
    {
        get
        {
            var format = Array.Find(Daemonize.Verb.Find(_verb)!.Options, static option => option.Name == KnownOptions.Format)!;
            var text = LastOf(KnownOptions.Format) ?? format.Words[0];
            return Array.IndexOf(format.Words, text) >= 0
                ? text
                : throw new DaemonException(
                    $"--{KnownOptions.Format} takes {format.Accepted}, not '{OneLine.From(text)}'", DaemonExitCode.Usage);
        }
    }

    /// <summary>Whether the output is for a program that reads JSON.</summary>
    public bool IsJson => Format == "json";

    /// <summary>Whether a status is shown repeatedly.</summary>
    public bool Watch => LastOf(KnownOptions.Watch) is "true";

    public bool Follow => LastOf(KnownOptions.Follow) is "true";

    /// <summary>Whether to use the user's own service manager.</summary>
    public bool OfUser => LastOf(KnownOptions.User) is "true";

    /// <summary>Whether a timer starts the daemon for each tick; null if it is not given.</summary>
    public bool? Timer => LastOf(KnownOptions.Timer) is { } text ? text == "true" : null;

    /// <summary>Whether <c>install</c> and <c>uninstall</c> only print what they would do.</summary>
    public bool DryRun => LastOf(KnownOptions.DryRun) is "true";

    /// <summary>Whether <c>install</c> does not start the daemon.</summary>
    public bool NoStart => LastOf(KnownOptions.NoStart) is "true";

    /// <summary>Gets the time, in UTC, from which <c>logs</c> and <c>history</c> show what happened; null for no limit.</summary>
    public DateTime? Since =>
        LastOf(KnownOptions.Since) is not { } text ? null
        : SinceTime.TryParse(text, DateTime.UtcNow, out var since) ? since
        : throw new DaemonException(
            $"--{KnownOptions.Since} takes {KnownOptions.AcceptedBy(_verb, KnownOptions.Since)}, not '{OneLine.From(text)}'",
            DaemonExitCode.Usage);

    /// <summary>Gets how many existing lines <c>logs</c> shows: 10 by default, as tail(1), or all lines since a given time.</summary>
    public int Lines => LinesOr(LastOf(KnownOptions.Since) is null ? 10 : int.MaxValue);

    /// <summary>Gets the number of lines to show.</summary>
    /// <param name="missing">The number if none is given.</param>
    public int LinesOr(int missing) =>
        LastOf(KnownOptions.Lines) is not { } text ? missing
        : OptionText.TryInteger(text, out int lines) && lines >= 0 ? lines
        : throw new DaemonException(
            $"--{KnownOptions.Lines} takes {KnownOptions.AcceptedBy(_verb, KnownOptions.Lines)}, not '{OneLine.From(text)}'",
            DaemonExitCode.Usage);

    /// <summary>Reads a verb and its arguments. Throws with <see cref="DaemonExitCode.Usage"/> for unknown ones.</summary>
    /// <param name="program">The program that defines the daemons.</param>
    /// <param name="args">The verb, followed by its arguments.</param>
    /// <param name="directory">The directory that relative paths refer to; null for the working directory of this process.</param>
    public static CommandLine Parse(DaemonProgram program, ReadOnlySpan<string> args, string? directory = null)
    {
        var commandLine = new CommandLine(program, args[0], directory);
        commandLine.Read(args);
        commandLine.Check();
        return commandLine;
    }

    /// <summary>Gets the options for one daemon: only those that it has, because the daemons may have different options.</summary>
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

        NamesDaemons = Daemons.Count > 0;
        if (!NamesDaemons)
        {
            Daemons.AddRange(Array.ConvertAll(_program.Daemons, static definition => new NamedDaemon(definition)));
        }
    }

    /// <summary>Adds a daemon: <c>fetch</c> for all of its instances, or <c>fetch:2</c> for one.</summary>
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
        return colon > 0 && colon + 1 < word.Length && word[colon + 1] is >= '1' and <= '9'
            && OptionText.TryInteger(word[(colon + 1)..], out number);
    }

    /// <summary>Reads the option at <paramref name="at"/> and gives the index of its last word.</summary>
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
            // Without this check, an option with a missing value would swallow the next option.
            throw Wrong(
                $"{word} takes {option.Accepted}, not '{OneLine.From(args[at + 1])}'; a value that begins with '-' is written {word}=-…");
        }
        else
        {
            Add(option, args[++at]);
        }

        return at;
    }

    /// <summary>
    /// Gets an option's value. A flag of the verb is read here; a flag of a daemon is read with the daemon's other options.
    /// </summary>
    private string ValueOf(KnownOption option, string word, string text) =>
        option.Form != OptionForm.Flag || !_known.IsOfVerb(option.Name) ? text
        : OptionText.TryBoolean(text, out var flag) ? OptionText.Format(flag)
        : throw Wrong($"{word} of {_verb} takes yes or no, not '{OneLine.From(text)}'");

    private void Add(KnownOption option, string text) => _options.Add(new(option.Name, option.IsPath ? ResolvePath(option, text) : text));

    /// <summary>
    /// Gets an absolute path, or the text if it is a word such as "null". Mistakes are found first: they are hard to recognize in an
    /// absolute path.
    /// </summary>
    private string ResolvePath(KnownOption option, string text)
    {
        var setting = Array.Find(Setting.All, setting => setting.IsPath && setting.Name == option.Name);
        if ((setting?.Kind as PathKind)?.FindLookalike(text) is { } mistake)
        {
            throw Wrong($"--{option.Name} takes {option.Accepted}, not '{OneLine.From(text)}': {mistake}");
        }

        return Array.IndexOf(option.Words, text) >= 0 ? text
            : setting is not null && setting.Words.Length > 0 && LogTarget.FindStream(text) is { } stream ? stream
            : OptionPath.Resolve(text, option.Form, _directory);
    }

    /// <summary>
    /// Whether a word looks like an option. A negative number does not, and neither does the dash that stands for standard input.
    /// </summary>
    private static bool LooksLikeAnOption(string word) => word is ['-', not ((>= '0' and <= '9') or '.'), ..];

    private void Check()
    {
        foreach (var (name, text) in _options)
        {
            if (!Daemons.Exists(daemon => _known.Has(daemon.Definition, name)))
            {
                throw Wrong($"{Daemons[0].Definition.Name} has no option '--{name}'");
            }

            if (Daemons.Count > 1
                && (Array.Exists(Setting.All, setting => setting.Name == name && setting.IsPlace) && LogTarget.IsFile(TextOf(name))))
            {
                throw Wrong($"--{name} is for one daemon; name one of {_program.Names}");
            }

            CheckPassword(name, text);
        }
    }

    /// <summary>Refuses a URL with a password, which every user of the machine could read in ps(1).</summary>
    private void CheckPassword(string name, string text)
    {
        if (((IClusterSettings?)_program.Cluster)?.HasPassword(name, text) == true)
        {
            var variable = OptionName.ToVariable(_program.Name, name);
            throw Wrong("--" + name + " must not contain a password, which every user sees in ps(1); set " + variable + " instead");
        }
    }

    private string TextOf(string name) => LastOf(name) ?? "";

    private string? LastOf(string name) => _options.FindLast(option => option.Name == name)?.Text;

    private static DaemonException Wrong(string message) => new(message, DaemonExitCode.Usage);
}

/// <summary>A daemon on the command line.</summary>
internal sealed class NamedDaemon(DaemonDefinition definition)
{
    public DaemonDefinition Definition => definition;

    /// <summary>Gets or sets the numbers of the named instances; null for all.</summary>
    public List<int>? Numbers { get; set; }

    /// <summary>Gets the number of the only named instance, as in the arguments of a stage; 0 if none is named.</summary>
    public int Number => Numbers is [var number, ..] ? number : 0;
}
