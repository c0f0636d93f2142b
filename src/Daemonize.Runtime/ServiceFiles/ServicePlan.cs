using System.Globalization;
using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Places;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>
/// A daemon as a service manager runs it, with the settings of its attribute and of the command line. The environment of the command does
/// not count: a service must be the same for every user that writes its file, and a secret in a variable must not get into the file.
/// </summary>
internal sealed class ServicePlan
{
    /// <summary>The settings that a service manager applies before the program is executed.</summary>
    private static readonly Setting[] OfManager =
    [
        Setting.Instances, Setting.WorkingDirectory, Setting.Umask, Setting.CoreDumps,
        Setting.NoNewPrivileges,
        Setting.MaxOpenFiles, Setting.MaxMemory, Setting.Nice, Setting.Environment, Setting.EnvironmentFile,
        Setting.Restart, Setting.RestartDelay, Setting.MaxRestartDelay, Setting.MaxRestarts,
        Setting.RestartWindow,
    ];

    /// <summary>The beginning of every file of ours, after the characters that make it a comment.</summary>
    public const string Mark = "made by Daemonize: ";

    private readonly SuppliedOptions _given;

    /// <summary>Creates the plan. Throws for an error in the settings.</summary>
    /// <param name="definition">The definition of the daemon that the service runs.</param>
    /// <param name="program">The program that defines the daemon.</param>
    /// <param name="given">The options from the command line.</param>
    /// <param name="isOfUser">Whether the service manager is a user's own, instead of the system's.</param>
    public ServicePlan(DaemonDefinition definition, DaemonProgram program, SuppliedOptions given, bool isOfUser)
    {
        Definition = definition;
        Program = program;
        IsOfUser = isOfUser;
        _given = given.Copy();
        Settings = new Settings(definition, program, _given);
        foreach (var setting in Setting.All)
        {
            if (Settings.Has(definition, setting))
            {
                _given.SetVariable(Settings.VariableOf(setting), "");
            }
        }

        Settings = new Settings(definition, program, _given);
        Settings.Check();
        Name = ServiceName.Of(program, definition);
        Instances = Settings.GivenInstances ?? Settings.DefinedInstances;
        Numbers = IsTemplate ? [.. Enumerable.Range(1, Instances)] : [0];
        if (isOfUser && (Settings.User ?? Settings.Group ?? Settings.RootDirectory) is { } other)
        {
            throw new DaemonException(
                $"{definition.Name} needs root (User, Group or RootDirectory is {other}), which a user's service manager is not; leave " +
                "--user out", DaemonExitCode.Usage);
        }
    }

    public DaemonDefinition Definition { get; }

    public DaemonProgram Program { get; }

    public Settings Settings { get; }

    public bool IsOfUser { get; }

    /// <summary>The name of the service.</summary>
    public string Name { get; }

    /// <summary>The number of instances; with 1 the service has no number.</summary>
    public int Instances { get; }

    public bool IsTemplate => Instances > 1;

    /// <summary>The numbers of all instances, or of those that were chosen; only 0 for a daemon without a number.</summary>
    public List<int> Numbers { get; private set; }

    /// <summary>The description of the daemon on one line; its name if it has none.</summary>
    public string Description => OneLine.From(Definition.Description ?? $"{Definition.Name} of {Program.Name}", OneLine.Long);

    /// <summary>Chooses some of the instances. Throws for a number that none of them has.</summary>
    public void Choose(List<int> numbers)
    {
        if (numbers.Find(number => !Numbers.Contains(number)) is not 0 and var other)
        {
            throw new DaemonException(
                $"there is no {Definition.Name}:{other}: {Definition.Name} has {(IsTemplate ? $"{Instances}" : "no")} instances",
                DaemonExitCode.Usage);
        }

        Numbers = numbers;
    }

    /// <summary>Gets the first line of a file for the service.</summary>
    public string FirstLine(string file) =>
        $"{Mark}{file} of {Program.Name} {Program.Version}{(Command.Problem is { } problem ? $"; {problem}" : "")}";

    public ProgramCommand Command { get; } = ProgramCommand.OfThis();

    /// <summary>The arguments after the name of the daemon on its command line.</summary>
    public List<string> Arguments
    {
        get
        {
            var kept = _given.Copy();
            foreach (var setting in OfManager)
            {
                // The manager cannot enter a directory that is inside a root directory.
                if (setting != Setting.WorkingDirectory || Settings.RootDirectory is null)
                {
                    kept.RemoveArguments(setting.Name);
                }
            }

            if (IsTemplate || _given.Argument(Setting.Instances.Name) is not null)
            {
                kept.AddArgument(Setting.Instances.Name, Instances.ToString(CultureInfo.InvariantCulture));
            }

            return kept.Arguments;
        }
    }

    /// <summary>The pid file from the command line; null if it names none.</summary>
    public string? GivenPidFile => _given.Argument(Setting.PidFile.Name);

    /// <summary>
    /// The pid file if its path is absolute, and so not in the directory of the service manager or the machine; otherwise null.
    /// </summary>
    public string? ForeignPidFile => (GivenPidFile ?? Definition.Find(Setting.PidFile)) is ['/', ..] path ? path : null;

    /// <summary>
    /// The directory in which the service manager starts the daemon. The daemon itself enters a directory that is inside its root
    /// directory.
    /// </summary>
    public string WorkingDirectory => Settings.RootDirectory is null ? Settings.WorkingDirectory : "/";

    /// <summary>The directories of the daemon's files outside the directories of the service manager.</summary>
    public List<string> ForeignDirectories
    {
        get
        {
            List<string> directories = [];
            AddDirectoryOf(ForeignPidFile);
            AddDirectoryOf(_given.Argument(Setting.LogFile.Name) ?? Definition.Find(Setting.LogFile));
            AddDirectoryOf(_given.Argument(Setting.ErrorFile.Name) ?? Definition.Find(Setting.ErrorFile));
            foreach (var directory in new[] { WorkingDirectory, Settings.RootDirectory })
            {
                if (directory is not (null or "/"))
                {
                    directories.Add(directory);
                }
            }

            return ProgramCommand.Distinct(directories);

            void AddDirectoryOf(string? path)
            {
                if (path is ['/', ..] && !FilePathText.IsKernels(path))
                {
                    directories.Add(PathText.DirectoryOf(path));
                }
            }
        }
    }
}
