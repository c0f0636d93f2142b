using Daemonize.History;
using Daemonize.Text;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>
/// S9: no tick is refused by what a daemon is: it has no terminal, its working directory is another, its files belong to another user, and
/// a service may have a read-only file system.
/// </summary>
internal static class RefusedTickCheck
{
    private static readonly TimeSpan StatusTime = new(0, 0, 3);

    public static CheckResult Look(SandboxedProgram program)
    {
        program.Start();
        if (program.Examine().HasTicks == false)
        {
            // Its method has had some time to fail.
            _ = SandboxedProgram.WaitUntil(() => program.FindDaemon() is null, program.Plan.Alive);
        }
        else if (!HasTicked(program, program.Plan.Alive))
        {
            var tick = program.Run("tick");
            if (!tick.HasSucceeded && program.FindDaemon() is not null)
            {
                return CheckResult.NotKnown($"it has not ticked: {tick.Description}");
            }

            if (!HasTicked(program, program.Plan.Ticks))
            {
                return CheckResult.NotKnown($"no tick has ended within {Duration.Format(program.Plan.Ticks)}");
            }
        }

        // The status is written at most once a second, and later than the record of the tick.
        if (program.Records.Any(static record => record.IsEndedTick && (record.Flags & HistoryFlags.Failed) != 0))
        {
            _ = SandboxedProgram.WaitUntil(() => program.Examine().Seen.Status is { LastError: not null }, StatusTime);
        }

        var status = program.Examine().Seen.Status;
        var message = status.LastError?.Message ?? (status.LastExit is { ExitCode: not 0 } exit ? exit.Reason : null);
        return message is null ? CheckResult.PassedAs(Plural.Of((int)(status.TickCount ?? 0), "tick", "ticks"))
            : Judge(message, program.SettingOf(Setting.WorkingDirectory) ?? "/");
    }

    /// <summary>Judges why a tick has failed.</summary>
    /// <param name="message">The error, as the status shows it.</param>
    /// <param name="directory">The working directory of the daemon.</param>
    public static CheckResult Judge(string message, string directory)
    {
        var why = OneLine.From(message, OneLine.Long);
        return Has("Read-only file system", "EROFS")
            ? Refused(
                "writes to a read-only file system",
                "write into DaemonContext.StateDirectory or the log; for a unit of systemd also: ReadWritePaths=")
            : Has("Inappropriate ioctl", "ENOTTY", "Cannot read keys", "does not have a console", "console input has been redirected",
                "standard input")
            ? Refused(
                "wants a terminal, or reads standard input, which is /dev/null",
                "take the values as options of the method; the build says where: DMN107")
            : FindRelative(message, directory) is { } path
            ? Refused(
                $"looks for a file in its working directory ({directory}), in which it was not started: {path}",
                "use absolute paths (AppContext.BaseDirectory, an option), or set WorkingDirectory; the build says where: DMN108")
            : Has("Permission denied", "EACCES", "Access to the path")
            ? Refused(
                "has no right to a file", "give the user of the daemon access, or write into DaemonContext.StateDirectory; set User, Umask")
            : CheckResult.Found(
                $"a tick has failed for another reason: {why}",
                "if it misses what the sandbox does not have, such as files in HOME, this is no mistake", "", Severity.Remark);

        bool Has(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (message.Contains(word, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        CheckResult Refused(string what, string advice) => CheckResult.Found($"a tick {what}: {why}", advice, "");
    }

    /// <summary>
    /// Finds the path in a message of .NET about a missing file if it is directly below the working directory, where a relative path leads.
    /// </summary>
    private static string? FindRelative(string message, string directory)
    {
        if (!message.Contains("Could not find", StringComparison.Ordinal)
            && !message.Contains("No such file or directory", StringComparison.Ordinal))
        {
            return null;
        }

        var begin = message.IndexOf('\'', StringComparison.Ordinal) + 1;
        var end = begin > 0 ? message.IndexOf('\'', begin) : -1;
        var path = end > begin ? message[begin..end] : "";
        return path.Length > 0 && (path[0] != '/' || Path.GetDirectoryName(path) == directory) ? path : null;
    }

    private static bool HasTicked(SandboxedProgram program, TimeSpan limit) => SandboxedProgram.WaitUntil(
        () => program.Records.Any(static record => record.IsEndedTick) || program.FindDaemon() is null
            || (program.Pulse is null && program.Examine().Seen.Status.TickCount > 0),
        limit);
}
