namespace Daemonize;

/// <summary>A setting of the attribute that is an option too. The generator and the runtime share this file, so that the help tells what is read.</summary>
/// <param name="Name">The option's name without its dashes.</param>
/// <param name="Property">The attribute's property.</param>
/// <param name="Placeholder">What stands for its value in the help.</param>
/// <param name="Accepted">What it accepts, as a phrase for messages.</param>
/// <param name="Help">What it is, for the help.</param>
internal sealed record SettingOption(string Name, string Property, string Placeholder, string Accepted, string Help)
{
    private const string AcceptedPath = "the path of a file";

    public static readonly SettingOption PidFile = new("pid-file", "PidFile", "path", AcceptedPath, "The pid file");
    public static readonly SettingOption LogFile = new("log-file", "LogFile", "path", AcceptedPath, "The log");
    public static readonly SettingOption Interval = new("interval", "Interval", "duration", Duration.Accepted, "Time between two ticks");
    public static readonly SettingOption InitialDelay = new("initial-delay", "InitialDelay", "duration", Duration.Accepted, "Wait before the first tick");
    public static readonly SettingOption StartTimeout = new("start-timeout", "StartTimeout", "duration", Duration.Accepted, "How long a start may take");
    public static readonly SettingOption StopTimeout = new("stop-timeout", "StopTimeout", "duration", Duration.Accepted, "How long a stop may take before it kills");
    public static readonly SettingOption WorkingDirectory =
        new("working-directory", "WorkingDirectory", "path", "the path of a directory", "Where the daemon works");
    public static readonly SettingOption Umask = new("umask", "Umask", "mode", "an octal number from 000 to 777", "File mode creation mask");

    /// <summary>In the order of the help.</summary>
    public static readonly SettingOption[] All = [Interval, InitialDelay, StartTimeout, StopTimeout, PidFile, LogFile, WorkingDirectory, Umask];

    /// <summary>What it is where neither the user nor the attribute says; null for what has no default.</summary>
    public string? DefaultOf(string daemon) => Name switch
    {
        "pid-file" => daemon + ".pid",
        "log-file" => daemon + ".log",
        "initial-delay" => "0s",
        "start-timeout" or "stop-timeout" => "30s",
        "working-directory" => "/",
        "umask" => "022",
        _ => null,
    };

    /// <summary>Whether a verb runs the method, and so takes the options of its parameters.</summary>
    public static bool RunsMethod(string verb) => verb is "start" or "restart" or "try-restart" or "run" or "once";

    /// <summary>Whether it says where the daemon's files are: every verb must know that to find the daemon.</summary>
    public bool IsPlace => this == PidFile || this == LogFile;

    /// <summary>Whether it names a file or directory.</summary>
    public bool IsPath => IsPlace || this == WorkingDirectory;

    /// <summary>Whether a verb takes the option. A schedule is for what ticks; a daemon that only ends needs no other timeout.</summary>
    public bool IsTakenBy(string verb) => IsPlace || RunsMethod(verb) || (this == StopTimeout && verb == "stop");
}
