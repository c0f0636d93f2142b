using System.Globalization;
using System.Text;
using Daemonize.Options;

namespace Daemonize.ServiceFiles;

/// <summary>The unit of a daemon (systemd.service(5), systemd.exec(5)).</summary>
internal static class SystemdService
{
    /// <summary>How much longer systemd waits than the daemon itself, whose message about what took too long is the better one.</summary>
    private static readonly TimeSpan Margin = new(0, 0, 5);

    /// <summary>The interval of the watchdog: the daemon reports that it is healthy whether or not a slot is due.</summary>
    private static readonly TimeSpan Watchdog = new(0, 0, 30);

    /// <summary>
    /// The delay of a restart without a setting. systemd gives up after five starts in ten seconds; with this delay a daemon that fails at
    /// once is restarted for ever.
    /// </summary>
    private static readonly TimeSpan RestartDelay = new(0, 0, 5);

    public static ServiceFile Create(ServicePlan plan)
    {
        var name = plan.IsTemplate ? $"{plan.Name}@.service" : $"{plan.Name}.service";
        var unit = BeginNotify(plan, name, plan.IsTemplate ? " %i" : "", "mixed");
        if (plan.Definition.Schedule != ScheduleKind.None)
        {
            unit.AddTime("WatchdogSec", Watchdog);
        }

        AddContext(unit, plan);
        AddInstall(unit, plan);
        return new ServiceFile(name, unit.ToString());
    }

    /// <summary>
    /// Creates the unit of a daemon that starts others, as cron(8) does: it restricts nothing, because they would inherit that, and they go
    /// on when it stops. It has one instance and no schedule.
    /// </summary>
    public static ServiceFile CreateForStarter(ServicePlan plan)
    {
        var name = $"{plan.Name}.service";
        var unit = BeginNotify(plan, name, instance: "", "process");
        unit.Add("UMask", Umask(plan.Settings));
        AddDirectories(unit, plan);
        AddEnvironment(unit, plan);
        AddInstall(unit, plan);
        return new ServiceFile(name, unit.ToString());
    }

    /// <summary>Creates the unit that a timer starts: one tick, and no [Install], because the timer is enabled instead.</summary>
    public static ServiceFile CreateForTimer(ServicePlan plan)
    {
        var name = $"{plan.Name}.service";
        var unit = Begin(plan, name, "once", "");
        unit.Section("Service");
        unit.Add("Type", "oneshot");
        unit.Add("ExecStart", CommandLine(plan, "once", plan.Arguments));
        unit.Add("KillMode", "mixed");
        unit.AddTime("TimeoutStopSec", plan.Settings.StopTimeout + Margin);
        AddContext(unit, plan);
        return new ServiceFile(name, unit.ToString());
    }

    /// <summary>Gets the first line of a unit, which identifies it as one of ours.</summary>
    public static string FirstLine(ServicePlan plan, string file) =>
        $"{plan.FirstLine(file)}; 'install' overwrites it, 'systemctl edit' adds to it";

    /// <summary>Begins a unit of a daemon that says when it is ready.</summary>
    private static SystemdText BeginNotify(ServicePlan plan, string name, string instance, string killMode)
    {
        var unit = Begin(plan, name, "run", instance);
        unit.Section("Service");
        unit.Add("Type", "notify");
        unit.Add("ExecStart", CommandLine(plan, "run", plan.Arguments));

        // Not kill(1), which returns before OnReload has begun: 'systemctl reload' waits for OnReload, and fails with it.
        unit.Add("ExecReload", CommandLine(plan, "reload", [$"--timeout={SystemdText.Time(plan.Settings.StartTimeout)}"]));
        unit.Add("KillMode", killMode);
        AddRestart(unit, plan.Settings);
        unit.AddTime("TimeoutStartSec", plan.Settings.StartTimeout + Margin);
        unit.AddTime("TimeoutStopSec", plan.Settings.StopTimeout + Margin);
        return unit;
    }

    private static SystemdText Begin(ServicePlan plan, string name, string verb, string instance)
    {
        var unit = new SystemdText(FirstLine(plan, name));
        unit.Section("Unit");
        unit.Add("Description", plan.Description.Replace("%", "%%", StringComparison.Ordinal).TrimEnd('\\', ' ') + instance);
        if (!plan.IsOfUser)
        {
            unit.Add("After", "network.target");
        }

        if (plan.Settings.Restart != RestartPolicy.Never && verb == "run")
        {
            // systemd counts starts, the first of which is no restart; an interval of zero is no limit.
            var max = plan.Settings.MaxRestarts;
            unit.AddTime("StartLimitIntervalSec", max == 0 ? TimeSpan.Zero : plan.Settings.RestartWindow);
            if (max > 0)
            {
                unit.Add("StartLimitBurst", (max + 1L).ToString(CultureInfo.InvariantCulture));
            }
        }

        return unit;
    }

    private static string CommandLine(ServicePlan plan, string verb, IEnumerable<string> arguments)
    {
        // The executable is not an argument: a dollar in it is literal.
        var line = new StringBuilder(SystemdText.Quote(plan.Command.Words[0]));
        foreach (var word in plan.Command.Words.Skip(1))
        {
            line.Append(' ').Append(SystemdText.Quote(word, isArgument: true));
        }

        line.Append(' ').Append(verb).Append(' ').Append(SystemdText.Quote(plan.Definition.Name, isArgument: true))
            .Append(plan.IsTemplate ? ":%i" : "");
        foreach (var argument in arguments)
        {
            line.Append(' ').Append(SystemdText.Quote(argument, isArgument: true));
        }

        return line.ToString();
    }

    /// <summary>
    /// Restarts a service that has failed, whatever the attribute says: on a machine with a service manager the attribute need not set
    /// Restart.
    /// </summary>
    private static void AddRestart(SystemdText unit, Settings settings)
    {
        unit.Add("Restart", settings.Restart == RestartPolicy.Always ? "always" : "on-failure");
        unit.AddTime("RestartSec", settings.Restart == RestartPolicy.Never ? RestartDelay : settings.RestartDelay);
    }

    /// <summary>Adds the user, the directories and the limits.</summary>
    private static void AddContext(SystemdText unit, ServicePlan plan)
    {
        var settings = plan.Settings;
        SystemdSandbox.AddUser(unit, plan);
        unit.AddText("WorkingDirectory", plan.WorkingDirectory);
        unit.Add("UMask", Umask(settings));
        AddDirectories(unit, plan);
        AddEnvironment(unit, plan);
        unit.Add("LimitCORE", settings.CoreDumps ? "infinity" : "0");
        AddNumber(unit, "LimitNOFILE", settings.MaxOpenFiles);
        AddNumber(unit, "MemoryMax", settings.MaxMemory);
        AddNumber(unit, "Nice", settings.Nice);
        SystemdSandbox.Add(unit, plan);
    }

    private static string Umask(Settings settings) => "0" + Convert.ToString(settings.Umask, 8).PadLeft(3, '0');

    private static void AddInstall(SystemdText unit, ServicePlan plan)
    {
        unit.Section("Install");
        unit.Add("WantedBy", plan.IsOfUser ? "default.target" : "multi-user.target");
    }

    private static void AddNumber(SystemdText unit, string key, long? number)
    {
        if (number is { } value)
        {
            unit.Add(key, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void AddDirectories(SystemdText unit, ServicePlan plan)
    {
        unit.Add("RuntimeDirectory", plan.Name);
        if (plan.IsTemplate)
        {
            // All instances have their files in it, and the first that ends would remove it.
            unit.Add("RuntimeDirectoryPreserve", "yes");
        }

        unit.Add("StateDirectory", plan.Name);
        unit.Add("LogsDirectory", plan.Name);
    }

    private static void AddEnvironment(SystemdText unit, ServicePlan plan)
    {
        // If the .NET runtime is not at its default place, nothing starts without the variable.
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            unit.AddWords("Environment", $"DOTNET_ROOT={root}");
        }

        // Only run takes the option, and ExecReload must find the daemon.
        if (plan.GivenPidFile is { } pidFile)
        {
            unit.AddWords("Environment", $"{plan.Settings.VariableOf(Setting.PidFile)}={pidFile}");
        }

        foreach (var entry in plan.Settings.EnvironmentEntries)
        {
            _ = EnvironmentEntry.TryParse(entry, out var name, out var value);
            unit.AddWords(value is null ? "PassEnvironment" : "Environment", value is null ? name : entry);
        }

        if (plan.Settings.EnvironmentFile is { } file)
        {
            unit.AddText("EnvironmentFile", file);
        }
    }
}
