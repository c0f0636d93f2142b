using System.Globalization;
using Daemonize.Generated;
using Daemonize.Options;

namespace Daemonize.ServiceFiles;

/// <summary>
/// A daemon as a service manager is to run it: with what its attribute says and what the command line does. The environment of the command does not count; a
/// service must be the same whoever writes its file, and a secret in a variable must not get into it.
/// </summary>
internal sealed class ServicePlan
{
    /// <summary>What a service manager does itself, before the program is executed.</summary>
    private static readonly SettingOption[] OfManager =
    [
        SettingOption.Instances, SettingOption.WorkingDirectory, SettingOption.Umask, SettingOption.CoreDumps, SettingOption.NoNewPrivileges,
        SettingOption.MaxOpenFiles, SettingOption.MaxMemory, SettingOption.Nice, SettingOption.Environment, SettingOption.EnvironmentFile,
        SettingOption.Restart, SettingOption.RestartDelay, SettingOption.MaxRestartDelay, SettingOption.MaxRestarts, SettingOption.RestartWindow,
    ];

    /// <summary>What every file of ours begins with, behind what makes a comment of it.</summary>
    public const string Mark = "made by Daemonize: ";

    private readonly SuppliedOptions _given;

    /// <summary>Throws for a mistake in the settings.</summary>
    /// <param name="definition">The daemon.</param>
    /// <param name="program">Its program.</param>
    /// <param name="given">What the command line says of it.</param>
    /// <param name="isOfUser">Whether the service manager is a user's own.</param>
    public ServicePlan(DaemonDefinition definition, DaemonProgram program, SuppliedOptions given, bool isOfUser)
    {
        Definition = definition;
        Program = program;
        IsOfUser = isOfUser;
        _given = given.Copy();
        Settings = new Settings(definition, program, _given);
        foreach (var setting in SettingOption.All)
        {
            _given.SetVariable(Settings.VariableOf(setting), "");
        }

        Settings = new Settings(definition, program, _given);
        Settings.Check();
        Name = ServiceName.Of(program, definition);
        Instances = Settings.GivenInstances ?? Settings.DefinedInstances;
        if (isOfUser && (Settings.User ?? Settings.Group ?? Settings.RootDirectory) is { } other)
        {
            throw new DaemonException($"{definition.Name} needs root (User, Group or RootDirectory is {other}), which a user's service manager is not; leave --user out", DaemonExitCode.Usage);
        }
    }

    public DaemonDefinition Definition { get; }

    public DaemonProgram Program { get; }

    public Settings Settings { get; }

    public bool IsOfUser { get; }

    /// <summary>What the service is called.</summary>
    public string Name { get; }

    /// <summary>How many there are to be; with 1 there is a plain one, without a number.</summary>
    public int Instances { get; }

    public bool IsTemplate => Instances > 1;

    /// <summary>What the daemon does, on one line; its name where nobody has said.</summary>
    public string Description => OneLine.From(Definition.Description ?? $"{Definition.Name} of {Program.Name}", OneLine.Long);

    /// <summary>The first line of a file about it.</summary>
    public string FirstLine(string file) =>
        $"{Mark}{file} of {Program.Name} {Program.Version}{(Command.Problem is { } problem ? $"; {problem}" : "")}";

    public ProgramCommand Command { get; } = ProgramCommand.OfThis();

    /// <summary>What follows the name of the daemon on its command line.</summary>
    public List<string> Arguments
    {
        get
        {
            var kept = _given.Copy();
            foreach (var setting in OfManager)
            {
                // The manager cannot enter a directory that is inside of a root directory.
                if (setting != SettingOption.WorkingDirectory || Settings.RootDirectory is null)
                {
                    kept.RemoveArguments(setting.Name);
                }
            }

            if (IsTemplate || _given.Argument(SettingOption.Instances.Name) is not null)
            {
                kept.AddArgument(SettingOption.Instances.Name, Instances.ToString(CultureInfo.InvariantCulture));
            }

            return kept.Arguments;
        }
    }

    /// <summary>The pid file, where the command line names one.</summary>
    public string? GivenPidFile => _given.Argument(SettingOption.PidFile.Name);

    /// <summary>The pid file, where it is not where the service manager, or the machine, has such files; its path is absolute.</summary>
    public string? ForeignPidFile => (GivenPidFile ?? Definition.PidFile) is ['/', ..] path ? path : null;

    /// <summary>Where the service manager starts it. A directory that is inside of its root directory the daemon enters itself.</summary>
    public string WorkingDirectory => Settings.RootDirectory is null ? Settings.WorkingDirectory : "/";

    /// <summary>The directories of its files that are not where the service manager puts them.</summary>
    public List<string> ForeignDirectories
    {
        get
        {
            List<string> directories = [];
            AddDirectoryOf(ForeignPidFile);
            AddDirectoryOf(_given.Argument(SettingOption.LogFile.Name) ?? Definition.LogFile);
            AddDirectoryOf(_given.Argument(SettingOption.ErrorFile.Name) ?? Definition.ErrorFile);
            foreach (var directory in new[] { WorkingDirectory, Settings.RootDirectory })
            {
                if (directory is not (null or "/"))
                {
                    directories.Add(directory);
                }
            }

            return [.. directories.Distinct()];

            void AddDirectoryOf(string? path)
            {
                if (path is ['/', ..] && !FilePathText.IsKernels(path))
                {
                    directories.Add(path[..Math.Max(1, path.LastIndexOf('/'))]);
                }
            }
        }
    }
}
