using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Identity;

/// <summary>A daemon that a verb acts on: a definition with its options and the paths of its files on this machine.</summary>
internal sealed class DaemonInstance
{
    private Func<DaemonContext, CancellationToken, ValueTask<int>>? _body;
    private DaemonUser? _user;
    private bool _isUserKnown;

    private readonly int _number;

    /// <summary>Creates the instance and resolves its paths.</summary>
    /// <param name="definition">The definition that the instance runs.</param>
    /// <param name="program">The program that defines the daemon.</param>
    /// <param name="given">The options from the command line and the environment.</param>
    /// <param name="number">The number of the instance, from 1; 0 for a plain daemon, which is the only one and has no number.</param>
    public DaemonInstance(DaemonDefinition definition, DaemonProgram program, SuppliedOptions given, int number = 0)
    {
        _number = number;
        Definition = definition;
        Program = program;
        Given = given;
        Settings = new Settings(definition, program, given);
        Name = number == 0 ? definition.Name : NameOf(definition, number);
        PidFile = InstanceFiles.WithNumber(Settings.PidFile, number);
        LogFile = LogWithNumber(Settings.LogFile);
        ErrorFile = LogWithNumber(Settings.ErrorFile);
        LockFile = InstanceFiles.LockOf(PidFile);
        Owner = new LockOwner(program.Name, Name);
    }

    public DaemonDefinition Definition { get; }

    public DaemonProgram Program { get; }

    /// <summary>Gets the options from the command line and the environment.</summary>
    public SuppliedOptions Given { get; }

    public Settings Settings { get; }

    /// <summary>Gets the name on the command line and in messages: <c>fetch</c>, or <c>fetch:2</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the name of one of several instances: <c>fetch:2</c>.</summary>
    public static string NameOf(DaemonDefinition definition, int number) => $"{definition.Name}:{number}";

    /// <summary>Gets the identity that the lock file names.</summary>
    public LockOwner Owner { get; }

    /// <summary>Whether the instance has a number.</summary>
    public bool IsNumbered => _number > 0;

    /// <summary>Gets the number of the instance, from 1; 1 for a plain daemon.</summary>
    public int Number => Math.Max(1, _number);

    /// <summary>
    /// Gets the current number of instances; if the count file is missing, the number that this instance was started with.
    /// </summary>
    public int Count => IsNumbered ? InstanceCount.TryRead(CountFile) ?? Settings.GivenInstances ?? Settings.DefinedInstances : 1;

    /// <summary>Gets the path of the file with the number of instances, which all of them share.</summary>
    public string CountFile => Settings.PidFile + ".instances";

    /// <summary>
    /// Gets the path of the lock that a command holds while it changes which instances run; see <see cref="Operations.ScalingLock"/>. Like
    /// the other lock files, it is never removed.
    /// </summary>
    public string ScalingLockFile => InstanceFiles.LockOf(CountFile);

    public string PidFile { get; }

    /// <summary>
    /// Gets the path of the lock file, next to the pid file. It is never removed: a lock that can be unlinked can be held twice.
    /// </summary>
    public string LockFile { get; }

    /// <summary>Gets the absolute path of the log, or a word of <see cref="LogTarget"/>.</summary>
    public string LogFile { get; }

    /// <summary>Gets the log for standard error, in the same form; the same as <see cref="LogFile"/> if it is not set.</summary>
    public string ErrorFile { get; }

    /// <summary>Gets the name for the journal and syslog, where a colon would end the name.</summary>
    public string SyslogName => Name.Replace(':', '.');

    /// <summary>Gets the user that the daemon runs as; null for the caller. Throws if this machine does not know the name.</summary>
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

    /// <summary>
    /// Gets the user that receives the daemon's files from root; null if the caller keeps them. An unknown name must not prevent a stop.
    /// </summary>
    public uint? FileOwner
    {
        get
        {
            try
            {
                return ThisProcess.IsRoot && User is { Id: not 0 } user ? user.Id : null;
            }
            catch (DaemonException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Gets the options from the command line. For another user, the paths of the files are added: relative paths resolve to other
    /// directories for that user than for root.
    /// </summary>
    public List<string> StageArguments => FileOwner is null
        ? Given.Arguments
        :
        [
            .. Given.Arguments,
            $"--{Setting.PidFile.Name}={Settings.PidFile}",
            $"--{Setting.LogFile.Name}={Settings.LogFile}",
            $"--{Setting.ErrorFile.Name}={Settings.ErrorFile}",
        ];

    /// <summary>Gets the names of all environment variables that set something for the daemon.</summary>
    public List<string> VariableNames
    {
        get
        {
            List<string> names = [.. Array.ConvertAll(Definition.Options, static option => option.Variable)];
            names.AddRange(
                Array.ConvertAll(
                    Array.FindAll(Setting.All, setting => Settings.Has(Definition, setting)), setting => Settings.VariableOf(setting)));
            return names;
        }
    }

    /// <summary>
    /// Gets the values of these variables as read here; empty if they are not set. The program may have changed its environment since its
    /// start, and the daemon must read what the command has checked. The directories of another service are emptied too.
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

    /// <summary>
    /// Reads the options of the method and gives the delegate that calls it. Throws with <see cref="DaemonExitCode.Usage"/> if an option is
    /// invalid or missing.
    /// </summary>
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

    /// <summary>Creates the same instance with other options.</summary>
    public DaemonInstance WithGiven(SuppliedOptions given) => new(Definition, Program, given, _number);

    /// <summary>Gets the numbers of the instances that have ever run, sorted.</summary>
    public List<int> FindNumbers() => InstanceFiles.FindNumbers(Settings.PidFile);

    /// <summary>Creates the directory of the pid file if it is the program's default one.</summary>
    public void CreateRuntimeDirectory() => Directories.CreateRuntimeDirectory(PidFile, Program);

    /// <summary>Adds the instance's number to the path of a log. A device has no number, because all instances share it.</summary>
    private string LogWithNumber(string target) =>
        LogTarget.IsFile(target) && !FilePathText.IsKernels(target) ? InstanceFiles.WithNumber(target, _number) : target;
}
