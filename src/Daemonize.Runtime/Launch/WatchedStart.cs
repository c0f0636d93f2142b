using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>
/// A start by the watcher, which does for a restart what the command does for the first start: it opens the logs and waits until the daemon
/// is ready.
/// </summary>
/// <param name="instance">The instance to start, with its logs and its StartTimeout.</param>
/// <param name="image">The program and arguments that a restart starts.</param>
internal sealed class WatchedStart(DaemonInstance instance, LaunchSpec image)
{
    /// <summary>
    /// Starts a daemon and waits until it is ready. Null if the start failed; the process has then ended, and <paramref name="reason"/>
    /// says why.
    /// </summary>
    public int? TryRun(ref ProcessEnd end, ref string reason)
    {
        try
        {
            using var streams = DaemonStreams.Open(instance);
            var (receiver, sender) = Handoff.Open();
            using var handoff = receiver;
            int daemon;
            using (sender)
            {
                daemon = streams.Spawn(image, sender, StageDescriptors.Lock, inNewSession: false);
            }

            var outcome = Receive(receiver, daemon);
            if (outcome.Result == HandoffResult.Ready)
            {
                return daemon;
            }

            // Before the receiving end of the pipe is closed: a daemon that nobody waits for ends its whole session. It is our child, whose
            // id no other process can have.
            if (outcome.Result != HandoffResult.Died)
            {
                _ = Libc.kill(daemon, Libc.SIGKILL);
            }

            var files = DiagnosticFiles.Of(daemon);
            var death = ChildProcess.Reap(daemon);
            files?.Remove(instance);
            end =
                outcome.Result == HandoffResult.Failed
                    ? ProcessEnd.OfExit(outcome.ExitCode)
                    : death ?? ProcessEnd.OfExit(DaemonExitCode.Failure);
            reason = outcome.Result switch
            {
                HandoffResult.Failed => $"could not be started again: {outcome.Text}",
                HandoffResult.TimedOut =>
                    $"was not ready within {Duration.Format(instance.Settings.StartTimeout)} (StartTimeout) and was killed",
                _ => $"{end} before it was ready",
            };
        }
        catch (DaemonException exception)
        {
            end = ProcessEnd.OfExit(exception.ExitCode);
            reason = $"could not be started again: {exception.Message}";
        }

        return null;
    }

    /// <summary>
    /// Reads the handoff. If that fails, ends the daemon before the receiving end of the pipe is closed: the next daemon must be the only
    /// one.
    /// </summary>
    private HandoffOutcome Receive(Descriptor pipe, int daemon)
    {
        try
        {
            return Handoff.Receive(pipe, new Deadline(instance.Settings.StartTimeout));
        }
        catch (DaemonException)
        {
            _ = Libc.kill(daemon, Libc.SIGKILL);
            _ = ChildProcess.Reap(daemon);
            throw;
        }
    }
}
