using Daemonize.Options;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>
/// The comment at the top of a property list for launchd: where the file goes, how launchd reads it, and what launchd does not express.
/// </summary>
internal static class LaunchdComment
{
    /// <summary>Gets the lines of the comment.</summary>
    /// <param name="plan">The daemon, with its settings and command.</param>
    /// <param name="label">The name of the job, which is also that of the file.</param>
    /// <param name="isTimer">Whether launchd starts the program for each tick.</param>
    /// <param name="timerProblem">Why launchd does not, as a phrase; null if it does, or if nothing prevents it.</param>
    public static List<string> Create(ServicePlan plan, string label, bool isTimer, string? timerProblem)
    {
        List<string> notes = [];
        if (timerProblem is not null)
        {
            notes.Add($"The daemon waits for its cron expression itself: {timerProblem}.");
        }

        if (!plan.IsOfUser && plan.Settings.User is null)
        {
            notes.Add("It runs as root: set User to an unprivileged account, or to \"root\" if root is required.");
        }

        string[] logs = [plan.Settings.LogFile, plan.Settings.ErrorFile];
        foreach (var directory in logs.Where(LaunchdJob.IsFile).Select(PathText.DirectoryOf).Distinct())
        {
            notes.Add($"launchd does not create {OneLine.Whole(directory)}, the directory of a log.");
        }

        if (FindMissing(plan.Settings, isTimer) is { Count: > 0 } missing)
        {
            notes.Add($"launchd has no counterpart of {string.Join(", ", missing)}.");
        }

        return notes.Count == 0 ? Instructions(plan, label) : [.. Instructions(plan, label), "", .. notes];
    }

    private static List<string> Instructions(ServicePlan plan, string label)
    {
        var (directory, domain, sudo) =
            plan.IsOfUser ? ("~/Library/LaunchAgents", "gui/$(id -u)", "") : ("/Library/LaunchDaemons", "system", "sudo ");
        var file = $"{directory}/{label}.plist";
        return
        [
            plan.FirstLine($"{label}.plist"), plan.Description, "",
            plan.IsOfUser ? $"Save this as {file}. To start it, now and at each login:"
                : $"Save this as {file}, owned by root. To start it, now and at each boot:",
            $"    {sudo}launchctl bootstrap {domain} {file}",
            "To stop it, also before the next bootstrap, which otherwise fails:",
            $"    {sudo}launchctl bootout {domain}/{label}",
        ];
    }

    /// <summary>Finds the settings that launchd cannot express, and without which the daemon still works.</summary>
    private static List<string> FindMissing(Settings settings, bool isTimer)
    {
        List<string> missing = [];
        AddIf(settings.MaxMemory is not null, Setting.MaxMemory);
        AddIf(settings.NoNewPrivileges, Setting.NoNewPrivileges);
        AddIf(IsSystemLog(settings.LogFile), Setting.LogFile, settings.LogFile);
        AddIf(IsSystemLog(settings.ErrorFile) && settings.ErrorFile != settings.LogFile, Setting.ErrorFile, settings.ErrorFile);
        AddIf(settings.LogMaxSize > 0, Setting.LogMaxSize);
        AddIf(!isTimer && settings.Restart != RestartPolicy.Never && settings.MaxRestarts > 0, Setting.MaxRestarts);
        AddIf(isTimer && settings.Jitter > TimeSpan.Zero, Setting.Jitter);
        AddIf(isTimer && settings.Missed == MissedPolicy.All, Setting.Missed, "all");
        return missing;

        void AddIf(bool isMissing, Setting setting, string? value = null)
        {
            if (isMissing)
            {
                missing.Add(setting.Property + (value is null ? "" : $" {value}"));
            }
        }
    }

    private static bool IsSystemLog(string target) => target is LogTarget.Syslog or LogTarget.Journal;
}
