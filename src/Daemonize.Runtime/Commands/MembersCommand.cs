using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>Runs <c>members</c>.</summary>
internal static class MembersCommand
{
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = CommandLine.Parse(program, args);
        var isJson = commandLine.IsJson;
        var timeout = commandLine.Timeout is { } text ? StopOrder.ParseTimeout(text) : (TimeSpan?)null;
        var instances = Choose(program, commandLine, args[0]);
        List<MemberStatus> members = [];
        var exitCode = DaemonExitCode.Success;
        foreach (var instance in instances)
        {
            try
            {
                members.AddRange(Members.Find(instance, timeout ?? instance.Settings.StartTimeout));
            }
            catch (DaemonException exception)
            {
                // One that has its own store does not keep the others from being shown.
                var code = Verbs.Complain(program, exception.Behind(instances.Count > 1 ? $"{instance.Name}: " : ""));
                exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
            }
        }

        var style = HistoryStyle.Of(DateTimeOffset.UtcNow);
        Terminal.Write(isJson ? MembersReport.Format(members) : MembersTable.Format(members, instances.Count > 1, style));
        return exitCode != DaemonExitCode.Success ? exitCode
            : members.Count > 0 ? DaemonExitCode.Success
            : Verbs.Complain(program, NoneOf(instances));
    }

    /// <summary>
    /// Gets the named daemons, or all that are of a cluster. The processes of one daemon are members, whatever their numbers.
    /// </summary>
    private static List<DaemonInstance> Choose(DaemonProgram program, CommandLine commandLine, string verb)
    {
        List<DaemonInstance> chosen = [];
        foreach (var daemon in commandLine.Daemons)
        {
            var definition = daemon.Definition;
            if (definition.IsCluster)
            {
                chosen.Add(
                    daemon.Numbers is null
                        ? new DaemonInstance(definition, program, commandLine.OptionsOf(definition))
                        : throw new DaemonException(
                            $"{verb} shows all processes of a daemon; name {definition.Name} without a number", DaemonExitCode.Usage));
            }
            else if (commandLine.NamesDaemons)
            {
                throw Verbs.RefuseWithoutCluster(verb, definition.Name, "does not have");
            }
        }

        return chosen;
    }

    private static DaemonException NoneOf(List<DaemonInstance> instances)
    {
        var names = string.Join(", ", instances.ConvertAll(static instance => instance.Name));
        return new DaemonException(
            instances.Count == 1
                ? $"the store ({instances[0].Settings.Cluster}) knows no process of {names}; start it"
                : $"no store knows a process of {names}; start them",
            DaemonExitCode.NotRunning);
    }
}
