using Daemonize.Generated;
using Daemonize.Options;

namespace Daemonize.Identity;

/// <summary>A definition with its options and its places on this machine: what a verb acts on.</summary>
internal sealed class DaemonInstance
{
    private Func<DaemonContext, CancellationToken, ValueTask<int>>? _body;

    private readonly int _number;

    /// <summary>Finds its places.</summary>
    /// <param name="definition">What it is.</param>
    /// <param name="program">The program.</param>
    /// <param name="given">What was said of it.</param>
    /// <param name="number">Which instance it is, or 0 for a plain daemon, which is the only one and has no number.</param>
    public DaemonInstance(DaemonDefinition definition, DaemonProgram program, GivenOptions given, int number = 0)
    {
        _number = number;
        Definition = definition;
        Program = program;
        Given = given;
        Settings = new Settings(definition, program, given);
        Name = number == 0 ? definition.Name : $"{definition.Name}:{number}";
        PidFile = WithNumber(Settings.PidFile);
        LogFile = LogWithNumber(Settings.LogFile);
        ErrorFile = LogWithNumber(Settings.ErrorFile);
        LockFile = PidFile + ".lock";
    }

    public DaemonDefinition Definition { get; }

    public DaemonProgram Program { get; }

    /// <summary>What was said on the command line, and by environment.</summary>
    public GivenOptions Given { get; }

    public Settings Settings { get; }

    /// <summary>What it is called on the command line and in messages: <c>fetch</c>, or <c>fetch:2</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it has a number.</summary>
    public bool IsNumbered => _number > 0;

    /// <summary>Which instance it is, from 1.</summary>
    public int Number => Math.Max(1, _number);

    /// <summary>How many instances there are to be now; what this one was started with where nobody can tell any more.</summary>
    public int Count => IsNumbered ? InstanceCount.TryRead(CountFile) ?? Settings.GivenInstances ?? Settings.DefinedInstances : 1;

    /// <summary>Where it is said how many instances there are to be, once for all of them.</summary>
    public string CountFile => Settings.PidFile + ".instances";

    public string PidFile { get; }

    /// <summary>Beside the pid file, and never removed: a lock that can be unlinked can be held twice.</summary>
    public string LockFile { get; }

    /// <summary>An absolute path, or a word of <see cref="LogTarget"/>.</summary>
    public string LogFile { get; }

    /// <summary>The same as <see cref="LogFile"/> where standard error has no place of its own.</summary>
    public string ErrorFile { get; }

    /// <summary>How the journal and syslog know it; there, a colon would end the name.</summary>
    public string SyslogName => Name.Replace(':', '.');

    /// <summary>Every environment variable that sets something for the daemon.</summary>
    public List<string> VariableNames
    {
        get
        {
            List<string> names = [.. Array.ConvertAll(Definition.Options, static option => option.Variable)];
            names.AddRange(Array.ConvertAll(SettingOption.All, setting => Settings.VariableOf(setting)));
            return names;
        }
    }

    /// <summary>
    /// These variables as they were read here, nothing for those that are not set. A program may have changed its environment since it was started, and the
    /// daemon must not read anything else than the command has checked.
    /// </summary>
    public List<NamedText> Variables => VariableNames.ConvertAll(name => new NamedText(name, Given.Variable(name) ?? ""));

    /// <summary>Reads the options of the method; gives what calls it. Throws with the exit code of wrong usage for what cannot be read or is missing.</summary>
    public Func<DaemonContext, CancellationToken, ValueTask<int>> Bind()
    {
        if (_body is null)
        {
            Settings.Check();
            Given.ResolveVariables(Definition.Options);
            _body = Definition.Bind(new OptionValues(Definition, Given));
        }

        return _body;
    }

    /// <summary>The same instance with other options.</summary>
    public DaemonInstance WithGiven(GivenOptions given) => new(Definition, Program, given, _number);

    private string LogWithNumber(string target) => LogTarget.IsFile(target) ? WithNumber(target) : target;

    /// <summary>The path of this instance: the number stands before the extension of the last name, as in <c>news.2.pid</c>.</summary>
    private string WithNumber(string path)
    {
        if (!IsNumbered)
        {
            return path;
        }

        var name = path.LastIndexOf('/') + 1;
        var extension = path.LastIndexOf('.') is var dot && dot >= name ? dot : path.Length;
        return $"{path[..extension]}.{_number}{path[extension..]}";
    }
}
