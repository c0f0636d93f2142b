using System.Text;
using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.ServiceFiles;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>Runs <c>unit</c>: prints the file with which a service manager, or another tool of the system, manages the daemons.</summary>
internal static class Unit
{
    public static string Write(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var kind = args.Length > 1 ? args[1] : "";
        if (program.Cluster?.WriteUnit(program, args) is { } own)
        {
            return own;
        }

        var (write, between) = FindWriter(kind, program);
        var commandLine = CommandLine.Parse(program, [args[0], .. args[2..]]);
        if (kind is not (ServiceFileFormat.Systemd or ServiceFileFormat.Launchd) && (commandLine.Timer is true || commandLine.OfUser))
        {
            throw new DaemonException(
                $"--{(commandLine.Timer is true ? KnownOptions.Timer : KnownOptions.User)} is for 'unit {ServiceFileFormat.Systemd}' " +
                $"and 'unit {ServiceFileFormat.Launchd}'; leave it out",
                DaemonExitCode.Usage);
        }

        var text = new StringBuilder();
        foreach (var plan in Plan(program, commandLine, takesNumbers: kind == ServiceFileFormat.Launchd))
        {
            text.Append(text.Length == 0 ? "" : between).Append(write(plan, commandLine));
        }

        if (ProgramCommand.OfThis().Problem is { } problem)
        {
            Warnings.Write(program, problem);
        }

        return text.ToString();
    }

    public static List<ServiceFile> WriteSystemd(ServicePlan plan, bool asTimer) =>
        asTimer ? SystemdTimer.Create(plan) : [SystemdService.Create(plan)];

    private static string WriteSystemdText(ServicePlan plan, CommandLine commandLine) =>
        string.Join('\n', WriteSystemd(plan, commandLine.Timer is true).ConvertAll(static file => file.Text));

    /// <summary>Gets the plans of the named daemons, or of all.</summary>
    /// <param name="program">The program that defines the daemons.</param>
    /// <param name="commandLine">The daemons and their options.</param>
    /// <param name="takesNumbers">Whether single instances may be named: most service managers manage whole daemons.</param>
    public static List<ServicePlan> Plan(DaemonProgram program, CommandLine commandLine, bool takesNumbers = false) =>
        commandLine.Daemons.ConvertAll(daemon =>
        {
            if (!takesNumbers && daemon.Numbers is [var number, ..])
            {
                throw new DaemonException(
                    $"{daemon.Definition.Name}:{number} is one of several, which are one unit; name {daemon.Definition.Name}",
                    DaemonExitCode.Usage);
            }

            var plan = new ServicePlan(daemon.Definition, program, commandLine.OptionsOf(daemon.Definition), commandLine.OfUser);
            if (daemon.Numbers is { } numbers)
            {
                plan.Choose(numbers);
            }

            return plan;
        });

    /// <summary>Gets the writer for one kind of file, and the separator between two files.</summary>
    private static (Func<ServicePlan, CommandLine, string> Write, string Between) FindWriter(string kind, DaemonProgram program) =>
        kind switch
        {
            ServiceFileFormat.Systemd => (WriteSystemdText, "\n"),
            ServiceFileFormat.Supervisord => (static (plan, _) => SupervisordProgram.Create(plan), "\n"),
            ServiceFileFormat.Logrotate => (static (plan, _) => LogrotateStanza.Create(plan), "\n"),
            ServiceFileFormat.Tmpfiles => (static (plan, _) => TmpfilesLine.Create(plan), ""),
            ServiceFileFormat.Kubernetes => (static (plan, _) => KubernetesManifest.Create(plan), "---\n"),
            ServiceFileFormat.Launchd => (static (plan, commandLine) => LaunchdJob.Create(plan, commandLine.Timer), "\n"),
            _ => throw Refuse(kind, program),
        };

    private static DaemonException Refuse(string kind, DaemonProgram program)
    {
        var accepted = program.Cluster?.UnitFormats ?? ServiceFileFormat.Accepted;
        return new DaemonException(
            $"unit takes {accepted}{(kind.Length == 0 ? "" : $", not '{OneLine.From(kind)}'")}, and then the names of daemons: " +
            $"{program.Name} unit systemd {program.Daemons[0].Name}",
            DaemonExitCode.Usage);
    }
}
