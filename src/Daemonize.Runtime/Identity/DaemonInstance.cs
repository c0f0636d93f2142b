using Daemonize.Generated;
using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>A definition with its options and its places on this machine: what a verb acts on.</summary>
internal sealed class DaemonInstance
{
    private Func<DaemonContext, CancellationToken, ValueTask<int>>? _body;
    private DaemonUser? _user;
    private bool _isUserKnown;

    private readonly int _number;

    /// <summary>Finds its places.</summary>
    /// <param name="definition">What it is.</param>
    /// <param name="program">The program.</param>
    /// <param name="given">What was said of it.</param>
    /// <param name="number">Which instance it is, or 0 for a plain daemon, which is the only one and has no number.</param>
    public DaemonInstance(DaemonDefinition definition, DaemonProgram program, SuppliedOptions given, int number = 0)
    {
        _number = number;
        Definition = definition;
        Program = program;
        Given = given;
        Settings = new Settings(definition, program, given);
        Name = number == 0 ? definition.Name : $"{definition.Name}:{number}";
        PidFile = InstanceFiles.WithNumber(Settings.PidFile, number);
        LogFile = LogWithNumber(Settings.LogFile);
        ErrorFile = LogWithNumber(Settings.ErrorFile);
        LockFile = InstanceFiles.LockOf(PidFile);
        Owner = new LockOwner(program.Name, Name);
    }

    public DaemonDefinition Definition { get; }

    public DaemonProgram Program { get; }

    /// <summary>What was said on the command line, and by environment.</summary>
    public SuppliedOptions Given { get; }

    public Settings Settings { get; }

    /// <summary>What it is called on the command line and in messages: <c>fetch</c>, or <c>fetch:2</c>.</summary>
    public string Name { get; }

    /// <summary>What its lock file says that it is.</summary>
    public LockOwner Owner { get; }

    /// <summary>Whether it has a number.</summary>
    public bool IsNumbered => _number > 0;

    /// <summary>Which instance it is, from 1.</summary>
    public int Number => Math.Max(1, _number);

    /// <summary>How many instances there are to be now; what this one was started with where nobody can tell any more.</summary>
    public int Count => IsNumbered ? InstanceCount.TryRead(CountFile) ?? Settings.GivenInstances ?? Settings.DefinedInstances : 1;

    /// <summary>Where it is said how many instances there are to be, once for all of them.</summary>
    public string CountFile => Settings.PidFile + ".instances";

    /// <summary>Whoever changes which instances there are holds it meanwhile; see <see cref="Commands.ScalingLock"/>. Like the others it is never removed.</summary>
    public string TurnFile => InstanceFiles.LockOf(CountFile);

    public string PidFile { get; }

    /// <summary>Next to the pid file, and never removed: a lock that can be unlinked can be held twice.</summary>
    public string LockFile { get; }

    /// <summary>An absolute path, or a word of <see cref="LogTarget"/>.</summary>
    public string LogFile { get; }

    /// <summary>The same as <see cref="LogFile"/> where standard error has no separate place.</summary>
    public string ErrorFile { get; }

    /// <summary>How the journal and syslog know it; there, a colon would end the name.</summary>
    public string SyslogName => Name.Replace(':', '.');

    /// <summary>Who it is to be; null for the caller. Throws where this machine does not know the name.</summary>
    public DaemonUser? User
    {
        get
        {
            if (!_isUserKnown)
            {
                _user = DaemonUser.Find(Settings);
                _isUserKnown = true;
            }

            return _user;
        }
    }

    /// <summary>The user that gets the daemon's files from root; null if they are the caller's. A mistaken name must not prevent a stop.</summary>
    public uint? FileOwner
    {
        get
        {
            try
            {
                return Libc.geteuid() == 0 && User is { Id: not 0 } user ? user.Id : null;
            }
            catch (DaemonException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// What was said on the command line, and for another user also where the files are: relative paths mean other directories to it than to root.
    /// </summary>
    public List<string> StageArguments => FileOwner is null
        ? Given.Arguments
        :
        [
            .. Given.Arguments,
            $"--{SettingOption.PidFile.Name}={Settings.PidFile}",
            $"--{SettingOption.LogFile.Name}={Settings.LogFile}",
            $"--{SettingOption.ErrorFile.Name}={Settings.ErrorFile}",
        ];

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
    /// daemon must not read anything else than the command has checked. The directories of another service are not the daemon's either.
    /// </summary>
    public List<NameValue> Variables
    {
        get
        {
            var variables = VariableNames.ConvertAll(name => new NameValue(name, Given.Variable(name) ?? ""));
            variables.AddRange(ServiceDirectories.FindForeign(Program).ConvertAll(static name => new NameValue(name, "")));
            return variables;
        }
    }

    /// <summary>Reads the options of the method; gives what calls it. Throws with the exit code of wrong usage for what cannot be read or is missing.</summary>
    public Func<DaemonContext, CancellationToken, ValueTask<int>> Bind()
    {
        if (_body is null)
        {
            Settings.Check();
            Given.ResolveVariables(Definition.Options);
            _body = Definition.Bind(new OptionBinder(Definition, Given));
        }

        return _body;
    }

    /// <summary>The same instance with other options.</summary>
    public DaemonInstance WithGiven(SuppliedOptions given) => new(Definition, Program, given, _number);

    /// <summary>The numbers of the instances that have ever run, sorted.</summary>
    public List<int> FindNumbers() => InstanceFiles.FindNumbers(Settings.PidFile);

    /// <summary>Creates the directory of the pid file where it is the program's default one.</summary>
    public void CreateRuntimeDirectory() => Directories.CreateRuntimeDirectory(PidFile, Program);

    /// <summary>There is one of each device.</summary>
    private string LogWithNumber(string target) => LogTarget.IsFile(target) && !FilePathText.IsKernels(target) ? InstanceFiles.WithNumber(target, _number) : target;
}
