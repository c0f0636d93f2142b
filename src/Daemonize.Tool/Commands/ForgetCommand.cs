using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>
/// Runs <c>forget</c>: removes the card of a daemon that does not run, and the file with its last status, so that it is not listed any
/// more.
/// </summary>
internal static class ForgetCommand
{
    public static int Run(Request request)
    {
        var exitCode = DaemonExitCode.Success;
        foreach (var daemon in NameMatch.Find(Discovery.Find(), request.Names).Daemons)
        {
            exitCode = Math.Max(exitCode, Forget(daemon));
        }

        return exitCode;
    }

    private static int Forget(SeenDaemon daemon)
    {
        if (daemon.Status.State is not (DaemonState.Stopped or DaemonState.Dead))
        {
            return Complaint.Write(new DaemonException(
                $"{daemon.FullName} is not forgotten, for it runs or is about to; 'daemonize stop {daemon.FullName}' first"));
        }

        if (daemon.Unit is { } unit)
        {
            return Complaint.Write(new DaemonException(
                $"{daemon.FullName} is not forgotten, for it is installed ({unit.File}); " +
                $"'{string.Join(' ', unit.Command)} uninstall {unit.Daemon}' first"));
        }

        try
        {
            if (daemon.Card is { } card)
            {
                File.Delete(card.File);
                File.Delete(card.File + CardExpiry.MarkSuffix);
            }

            if (daemon.PidFile is { } pidFile)
            {
                StatusFile.Remove(StatusFile.PathOf(pidFile));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complaint.Write(new DaemonException($"cannot forget {daemon.FullName}: {exception.Message}"));
        }

        Terminal.WriteLine($"{daemon.FullName} is forgotten, until it is started again");
        return DaemonExitCode.Success;
    }
}
