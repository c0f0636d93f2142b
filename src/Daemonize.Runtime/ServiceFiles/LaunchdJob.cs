using System.Globalization;
using Daemonize.Places;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>The property list of a daemon, or of one of its instances (launchd.plist(5)).</summary>
internal sealed class LaunchdJob
{
    /// <summary>How much longer launchd waits than the daemon itself, whose message about what took too long is the better one.</summary>
    private static readonly TimeSpan Margin = new(0, 0, 5);

    /// <summary>The shortest time between two starts that launchd accepts; it is used where the settings have no restart either.</summary>
    private static readonly TimeSpan LeastThrottle = new(0, 0, 10);

    private readonly ServicePlan _plan;
    private readonly int _number;
    private readonly string _label;
    private readonly List<List<(string Key, int Number)>>? _calendar;
    private readonly string? _calendarProblem;

    private LaunchdJob(ServicePlan plan, bool? asTimer, int number)
    {
        _plan = plan;
        _number = number;
        _label = ServiceName.LabelOf(plan.Program, plan.Definition) + (number > 0 ? $".{Text(number)}" : "");
        _calendar = asTimer == false ? null : FindCalendar(plan, out _calendarProblem);
        if (asTimer == true && _calendar is null)
        {
            throw new DaemonException(
                $"launchd cannot start each tick of {plan.Definition.Name}: {_calendarProblem ?? "it has no cron expression"}; leave " +
                "--timer out",
                DaemonExitCode.Usage);
        }
    }

    /// <summary>Creates the property lists, one for each instance.</summary>
    /// <param name="plan">The daemon, with its settings and command.</param>
    /// <param name="asTimer">Whether launchd starts the program for each tick; null for yes if launchd can express when.</param>
    public static string Create(ServicePlan plan, bool? asTimer)
    {
        CheckSettings(plan);
        return string.Join('\n', plan.Numbers.Select(number => new LaunchdJob(plan, asTimer, number).Write()));
    }

    private static void CheckSettings(ServicePlan plan)
    {
        var settings = plan.Settings;
        if (settings.EnvironmentFile is { } file)
        {
            throw new DaemonException(
                $"launchd reads no environment file ({file}); leave EnvironmentFile out, and say Environment", DaemonExitCode.Usage);
        }

        if (settings.RootDirectory is { } root)
        {
            throw new DaemonException(
                $"a program of .NET does not start in another root directory on macOS; leave RootDirectory ({root}) out",
                DaemonExitCode.Usage);
        }

        CheckName(SettingOption.User, settings.User);
        CheckName(SettingOption.Group, settings.Group);
    }

    private static void CheckName(SettingOption setting, string? name)
    {
        if (UserName.TryParseId(name ?? "", out _))
        {
            throw new DaemonException(
                $"launchd takes the name of a {setting.Name}, not the id {name}; set {setting.Property} to the name", DaemonExitCode.Usage);
        }
    }

    private static List<List<(string Key, int Number)>>? FindCalendar(ServicePlan plan, out string? problem)
    {
        problem = null;
        if (plan.Settings.Cron is not { } expression)
        {
            return null;
        }

        problem = plan.IsTemplate ? $"its {Text(plan.Instances)} instances divide the work while they run"
            : !ReferenceEquals(plan.Settings.TimeZone, TimeZoneInfo.Local) ? "launchd knows no time zone but the machine's"
            : null;
        return problem is null ? LaunchdCalendar.From(expression, out problem) : null;
    }

    private string Write()
    {
        var list = new PropertyListText(LaunchdComment.Create(_plan, _label, _calendar is not null, _calendarProblem));
        list.AddDictionary(() =>
        {
            list.Add("Label", _label);
            list.Add("ProgramArguments", Command());
            WriteStart(list);
            list.Add("ExitTimeOut", Seconds(_plan.Settings.StopTimeout + Margin));
            WriteStreams(list);
            WriteContext(list);
            WriteLimits(list);
        });
        return list.ToString();
    }

    private IEnumerable<string> Command() =>
    [
        .. _plan.Command.Words, _calendar is null ? "run" : "once", _plan.Definition.Name + (_number > 0 ? $":{Text(_number)}" : ""),
        .. _plan.Arguments,
    ];

    /// <summary>
    /// Writes when the program is started. A daemon that has failed is started again, whatever the attribute says: on a machine with a
    /// service manager the attribute need not set Restart.
    /// </summary>
    private void WriteStart(PropertyListText list)
    {
        if (_calendar is not null)
        {
            list.AddList("StartCalendarInterval", () => _calendar.ForEach(
                entry => list.AddDictionary(() => entry.ForEach(part => list.Add(part.Key, part.Number)))));
            return;
        }

        var settings = _plan.Settings;
        list.Add("RunAtLoad", true);
        if (settings.Restart == RestartPolicy.Always)
        {
            list.Add("KeepAlive", true);
        }
        else
        {
            list.AddDictionary("KeepAlive", () => list.Add("SuccessfulExit", false));
        }

        var isSet = settings.Restart != RestartPolicy.Never && settings.RestartDelay > LeastThrottle;
        list.Add("ThrottleInterval", Seconds(isSet ? settings.RestartDelay : LeastThrottle));
    }

    /// <summary>Writes the files of the two streams, to which a program in the foreground writes what a daemon writes to its log.</summary>
    private void WriteStreams(PropertyListText list)
    {
        AddFile("StandardOutPath", _plan.Settings.LogFile);
        AddFile("StandardErrorPath", _plan.Settings.ErrorFile);

        void AddFile(string key, string target)
        {
            if (IsFile(target))
            {
                list.Add(key, InstanceFiles.WithNumber(target, _number));
            }
        }
    }

    private void WriteContext(PropertyListText list)
    {
        var settings = _plan.Settings;
        list.Add("WorkingDirectory", _plan.WorkingDirectory);
        if (Environment() is { Count: > 0 } variables)
        {
            list.AddDictionary(
                "EnvironmentVariables", () => variables.ForEach(variable => list.Add(variable.Name, variable.Text)));
        }

        list.Add("Umask", settings.Umask);
        AddText("UserName", settings.User);
        AddText("GroupName", settings.Group);

        void AddText(string key, string? text)
        {
            if (text is not null)
            {
                list.Add(key, text);
            }
        }
    }

    /// <summary>Writes the limits, which the program also passes on to its children.</summary>
    private void WriteLimits(PropertyListText list)
    {
        var settings = _plan.Settings;
        if (settings.Nice is { } nice)
        {
            list.Add("Nice", nice);
        }

        // RLIM_INFINITY of macOS is the greatest number.
        list.AddDictionary("SoftResourceLimits", () =>
        {
            list.Add("Core", settings.CoreDumps ? long.MaxValue : 0);
            AddOpenFiles();
        });
        if (settings.MaxOpenFiles is not null)
        {
            // The .NET runtime raises the soft limit to the hard one.
            list.AddDictionary("HardResourceLimits", AddOpenFiles);
        }

        // For a background job launchd also slows down disk and timers: only where the settings say that the daemon may wait for others.
        list.Add("ProcessType", settings.Nice > 0 ? "Background" : "Standard");

        void AddOpenFiles()
        {
            if (settings.MaxOpenFiles is { } files)
            {
                list.Add("NumberOfFiles", files);
            }
        }
    }

    private List<NameValue> Environment()
    {
        List<NameValue> variables = [];
        if (System.Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            variables.Add(new NameValue("DOTNET_ROOT", root));
        }

        if (!_plan.IsOfUser && _plan.Settings.User is null or "root")
        {
            // launchd sets it only for a job of another user.
            variables.Add(new NameValue("HOME", "/var/root"));
        }

        foreach (var entry in _plan.Settings.EnvironmentEntries)
        {
            // A variable without a value is kept, like all others. The last value counts; a dictionary has a key once.
            if (EnvironmentEntry.TryParse(entry, out var name, out var value) && value is not null)
            {
                variables.RemoveAll(variable => variable.Name == name);
                variables.Add(new NameValue(name, value));
            }
        }

        return variables;
    }

    /// <summary>Whether a log is a file, which launchd can append to; its own stream is what the program has anyway.</summary>
    public static bool IsFile(string target) => LogTarget.IsFile(target) && !FilePathText.IsKernels(target);

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
