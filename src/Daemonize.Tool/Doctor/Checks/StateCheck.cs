namespace Daemonize.Tool.Doctor.Checks;

/// <summary>The state of the daemon, as <c>status</c> shows it, with why.</summary>
internal static class StateCheck
{
    public static CheckResult Look(ExaminedDaemon daemon)
    {
        var status = daemon.Seen.Status;
        var name = daemon.Seen.FullName;
        var why = status.Note ?? status.LastExit?.Reason ?? status.LastError?.Message ?? "";
        return status.State switch
        {
            DaemonState.Running => CheckResult.PassedAs("running"),
            DaemonState.Stopped => LookAtEnd(status, name),
            DaemonState.Unknown => CheckResult.NotKnown(why),
            DaemonState.Hung => Found(
                "hangs: its schedule has missed a deadline",
                $"see what it does: dotnet-stack report -p {status.ProcessId}; then daemonize restart {name}; set TickTimeout"),
            DaemonState.Suspended => Found("is suspended by a signal (SIGSTOP)", $"wake it up: kill -CONT {status.ProcessId}"),
            DaemonState.Restarting => Found("has ended, and is about to start again", $"see why: daemonize logs {name}"),
            _ => Found("is dead: it had no time to end", $"see why: daemonize logs {name}; then daemonize start {name}"),
        };

        CheckResult Found(string finding, string advice) =>
            CheckResult.Found($"it {finding}{(why.Length > 0 ? $" ({why})" : "")}", advice, Operations.StateText.Of(status.State));
    }

    private static CheckResult LookAtEnd(DaemonStatus status, string name) =>
        status.LastExit is { ExitCode: not 0 } exit
            ? CheckResult.Found(
                $"it has ended with a failure: {exit.Reason}", $"see why: daemonize logs {name}; then daemonize start {name}",
                $"exit code {exit.ExitCode}")
            : CheckResult.PassedAs("stopped");
}
