namespace Daemonize.ServiceFiles;

/// <summary>A timer in place of a daemon that waits: systemd starts the program for each tick (systemd.timer(5)).</summary>
internal static class SystemdTimer
{
    /// <summary>Creates the timer and the service that it starts.</summary>
    public static List<ServiceFile> Create(ServicePlan plan)
    {
        if (plan.IsTemplate)
        {
            throw new DaemonException(
                $"a timer starts one of {plan.Definition.Name}, not {plan.Instances}; say --instances 1, or leave --timer out",
                DaemonExitCode.Usage);
        }

        var settings = plan.Settings;
        if (settings.Cron is not { } expression)
        {
            throw new DaemonException(
                $"{plan.Definition.Name} has no cron expression, which --timer makes a timer of; leave --timer out", DaemonExitCode.Usage);
        }

        var name = $"{plan.Name}.timer";
        var unit = new SystemdText(SystemdService.FirstLine(plan, name));
        unit.Section("Unit");
        unit.AddText("Description", plan.Description);
        unit.Section("Timer");
        unit.Add(
            "OnCalendar",
            CalendarText.From(expression, ReferenceEquals(settings.TimeZone, TimeZoneInfo.Local) ? null : settings.TimeZone.Id));

        // The default is within a minute: timers share their wake-ups.
        unit.Add("AccuracySec", "1s");
        if (settings.Jitter > TimeSpan.Zero)
        {
            unit.AddTime("RandomizedDelaySec", settings.Jitter);
        }

        unit.Add("Persistent", settings.Missed == MissedPolicy.Skip ? "no" : "yes");
        unit.Section("Install");
        unit.Add("WantedBy", "timers.target");
        return [SystemdService.CreateForTimer(plan), new ServiceFile(name, unit.ToString())];
    }
}
