using System.Text;
using Daemonize.Generated;
using Daemonize.Options;
using Daemonize.Units;

namespace Daemonize.Commands;

/// <summary><c>unit</c>: prints what a service manager, or another tool of the system, reads to take care of the daemons.</summary>
internal static class Unit
{
    private const string Systemd = "systemd";
    private const string Kinds = Systemd;

    public static string Write(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var kind = args.Length > 1 ? args[1] : "";
        if (kind is not Systemd)
        {
            throw new DaemonException(
                $"unit takes {Kinds}{(kind.Length == 0 ? "" : $", not '{OneLine.From(kind)}'")}, and then the names of daemons: {program.Name} unit {Systemd} {program.Daemons[0].Name}",
                DaemonExitCode.Usage);
        }

        var commandLine = CommandLine.Parse(program, [args[0], .. args[2..]]);
        var text = new StringBuilder();
        foreach (var plan in Plan(program, commandLine))
        {
            foreach (var file in WriteSystemd(plan, commandLine.Timer))
            {
                text.Append(text.Length == 0 ? "" : "\n").Append(file.Text);
            }
        }

        return text.ToString();
    }

    public static List<ServiceFile> WriteSystemd(ServicePlan plan, bool asTimer) => asTimer ? SystemdTimer.Create(plan) : [SystemdService.Create(plan)];

    /// <summary>Of the daemons that are named, or all. A service manager takes care of whole daemons.</summary>
    public static List<ServicePlan> Plan(DaemonProgram program, CommandLine commandLine) => commandLine.Daemons.ConvertAll(daemon => daemon.Numbers is [var number, ..]
        ? throw new DaemonException($"{daemon.Definition.Name}:{number} is one of several, which are one unit; name {daemon.Definition.Name}", DaemonExitCode.Usage)
        : new ServicePlan(daemon.Definition, program, commandLine.OptionsOf(daemon.Definition), commandLine.OfUser));
}
