using Daemonize.Generated;
using Daemonize.Identity;

namespace Daemonize.Options;

/// <summary>What counts for a daemon on this machine and this time: command line before environment before attribute before default.</summary>
internal sealed class Settings
{
    private readonly DaemonDefinition _definition;
    private readonly DaemonProgram _program;
    private readonly GivenOptions _given;

    public Settings(DaemonDefinition definition, DaemonProgram program, GivenOptions given)
    {
        _definition = definition;
        _program = program;
        _given = given;
        PidFile = Directories.ResolvePidFile(ReadFile(SettingOption.PidFile) ?? definition.PidFile ?? definition.Name + ".pid");
        LogFile = Directories.ResolveLogFile(ReadFile(SettingOption.LogFile) ?? definition.LogFile ?? definition.Name + ".log", program.Name);
    }

    /// <summary>An absolute path.</summary>
    public string PidFile { get; }

    /// <summary>An absolute path.</summary>
    public string LogFile { get; }

    public TimeSpan? Interval => _definition.Interval is { } interval ? ReadDuration(SettingOption.Interval) ?? interval : null;

    public TimeSpan InitialDelay => ReadDuration(SettingOption.InitialDelay, mayBeZero: true) ?? _definition.InitialDelay;

    public TimeSpan StartTimeout => ReadDuration(SettingOption.StartTimeout) ?? _definition.StartTimeout;

    public TimeSpan StopTimeout => ReadDuration(SettingOption.StopTimeout) ?? _definition.StopTimeout;

    /// <summary>An absolute path.</summary>
    public string WorkingDirectory => ReadDirectory(SettingOption.WorkingDirectory) ?? _definition.WorkingDirectory;

    public int Umask => ReadMode(SettingOption.Umask) ?? _definition.Umask;

    /// <summary>The settings that are options of a daemon: one without a schedule has no interval.</summary>
    public static bool Has(DaemonDefinition definition, SettingOption setting) => setting != SettingOption.Interval || definition.Interval is not null;

    /// <summary>The environment variable of a setting.</summary>
    public string VariableOf(SettingOption setting) =>
        OptionName.ToVariable(_program.Name, _definition.Name, setting.Name, _program.Daemons.Length == 1);

    /// <summary>
    /// Reads all once, for their mistakes: before a daemon is started, but not before it is stopped, which a mistaken variable must not prevent.
    /// </summary>
    public void Check() => _ = (Interval, InitialDelay, StartTimeout, StopTimeout, WorkingDirectory, Umask);

    private (string Source, string Text)? Read(SettingOption setting)
    {
        if (_given.Argument(setting.Name) is { } argument)
        {
            return ("--" + setting.Name, argument);
        }

        var variable = VariableOf(setting);
        return _given.Variable(variable) is { } text ? (variable, text) : null;
    }

    private TimeSpan? ReadDuration(SettingOption setting, bool mayBeZero = false)
    {
        if (Read(setting) is not var (source, text))
        {
            return null;
        }

        return !Duration.TryParse(text, out var duration) ? throw Refuse(setting, source, text)
            : duration == TimeSpan.Zero && !mayBeZero ? throw new DaemonException($"{source} must be longer than zero", DaemonExitCode.Usage)
            : duration;
    }

    private string? ReadFile(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : text is [] or [.., '/'] ? throw Refuse(setting, source, text)
        : text;

    /// <summary>A variable outlives the directory in which it was set, so that a relative path in it could mean any.</summary>
    private string? ReadDirectory(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : text is ['/', ..] ? text
        : throw new DaemonException($"{source} takes an absolute path, not '{OneLine.From(text)}'", DaemonExitCode.Usage);

    private int? ReadMode(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : Octal.TryParse(text, out var mode) ? mode
        : throw Refuse(setting, source, text);

    private static DaemonException Refuse(SettingOption setting, string source, string text) =>
        new($"{source} takes {setting.Accepted}, not '{OneLine.From(text)}'", DaemonExitCode.Usage);
}
