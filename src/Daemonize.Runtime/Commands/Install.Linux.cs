using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.ServiceFiles;

namespace Daemonize.Commands;

/// <summary>
/// Runs <c>install</c> and <c>uninstall</c>: registers daemons with the service manager of this machine, and removes them from it.
/// </summary>
internal static class Install
{
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args) => Run(program, args, Unit.WriteSystemd);

    /// <summary>Does the same, with units that the caller writes.</summary>
    /// <param name="program">The program that defines the daemons.</param>
    /// <param name="args">The verb, the daemons and their options.</param>
    /// <param name="writeSystemd">Writes the units of a daemon for systemd, with a timer or without.</param>
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args, Func<ServicePlan, bool, List<ServiceFile>> writeSystemd)
    {
        var commandLine = CommandLine.Parse(program, args);
        var plans = Unit.Plan(program, commandLine);
        if (plans.Find(static plan => plan.Command.Problem is not null) is { Command.Problem: var problem } lost)
        {
            throw new DaemonException($"cannot install {lost.Definition.Name}: {problem}");
        }

        var work = new InstallWork(commandLine.DryRun);
        if (UsesSystemd(program, commandLine))
        {
            // All files are known, and their owners checked, before any is written.
            var installs = plans.ConvertAll(plan => new SystemdInstall(plan, writeSystemd(plan, commandLine.Timer is true), work));
            installs.ForEach(install => install.Install(mayStart: !commandLine.NoStart));
        }
        else
        {
            var installs =
                plans.ConvertAll(
                    plan => new SupervisordInstall(plan.Name, SupervisordProgram.Create(plan, mayStart: !commandLine.NoStart), work));
            installs.ForEach(static install => install.Install());
        }

        return DaemonExitCode.Success;
    }

    public static int RunBack(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = CommandLine.Parse(program, args);
        var names = commandLine.Daemons.ConvertAll(daemon => ServiceName.Of(program, daemon.Definition));
        var work = new InstallWork(commandLine.DryRun);
        if (UsesSystemd(program, commandLine))
        {
            names.ForEach(name => SystemdInstall.Remove(name, commandLine.OfUser, work));
        }
        else
        {
            names.ForEach(name => SupervisordInstall.Remove(name, work));
        }

        return DaemonExitCode.Success;
    }

    /// <summary>
    /// Whether this machine uses systemd rather than supervisord. Throws if it has neither, or if the caller lacks the right.
    /// </summary>
    private static bool UsesSystemd(DaemonProgram program, CommandLine commandLine)
    {
        var usesSystemd = SystemdInstallation.IsBooted;
        if (!usesSystemd && (commandLine.OfUser || !SupervisordInstallation.IsRunning))
        {
            throw new DaemonException(
                $"cannot {commandLine.Verb} a daemon: " +
                $"{(commandLine.OfUser ? "systemd does not run" : "neither systemd nor supervisord runs")} on this machine; use 'start'");
        }

        var directory = usesSystemd ? SystemdInstallation.DirectoryOf(commandLine.OfUser) : SupervisordInstallation.Directory;
        if (directory is null)
        {
            throw new DaemonException("cannot find the units of this user: HOME is not set; set it");
        }

        if (!commandLine.DryRun && !commandLine.OfUser && !ThisProcess.IsRoot)
        {
            var own = usesSystemd ? ", or --user for your own service manager" : "";
            throw new DaemonException(
                $"cannot {commandLine.Verb} {commandLine.Daemons[0].Definition.Name}: only root may write in {directory}; use sudo{own}",
                DaemonExitCode.NoPermission);
        }

        return usesSystemd;
    }
}
