using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>The messages and exit codes of stop and reload.</summary>
internal static class OperationMessages
{
    public static int Print(DaemonProgram program, DaemonInstance instance, StopOrder order, StopOutcome outcome)
    {
        if (outcome.Late is { } limit)
        {
            return Verbs.Complain(program, new DaemonException($"{instance.Name} (pid {outcome.Pid}) {LateStop.Describe(limit)}"));
        }

        var rest = outcome.Rest == 0 ? "" : $", with {Plural.Of(outcome.Rest, "process", "processes")} that it had started";
        Terminal.WriteLine(
            outcome.WasWaiting ? $"{instance.Name} is not started again: its watcher (pid {outcome.Pid}) is stopped"
            : outcome.Pid > 0 ? $"{instance.Name} {(order.Kills ? "killed" : "stopped")} (pid {outcome.Pid}){rest}"
            : outcome.Stale is null ? $"{instance.Name} is not running"
            : $"{instance.Name} is not running; {outcome.Stale}");
        return DaemonExitCode.Success;
    }

    public static int Print(DaemonProgram program, DaemonInstance instance, ReloadOutcome outcome)
    {
        if (outcome.Error is { } error)
        {
            return Verbs.Complain(
                program,
                new DaemonException($"reload failed: {error}; {instance.Name} (pid {outcome.Pid}) keeps its previous configuration"));
        }

        Terminal.WriteLine(
            outcome.IsKnown
                ? $"{instance.Name} reloaded (pid {outcome.Pid}){NoteWithoutCallback(instance, outcome)}"
                : $"{instance.Name} was asked to reload (pid {outcome.Pid}); its status file cannot be read, so look into its log");
        return DaemonExitCode.Success;
    }

    /// <summary>Gets what a reload is without OnReload, so nobody waits for more; empty for a daemon that has one.</summary>
    private static string NoteWithoutCallback(DaemonInstance instance, ReloadOutcome outcome) =>
        instance.Definition.OnReload is not null ? ""
        : outcome.IsInForeground ? "; it has no OnReload, and in the foreground no log to reopen"
        : "; it has reopened its log";
}
