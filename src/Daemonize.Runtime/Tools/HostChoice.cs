using Daemonize.Generated;
using Daemonize.Options;
using Daemonize.Scheduling;

namespace Daemonize.Tools;

/// <summary>Whose host a tool gets: that of the daemon that it names, else of the one daemon that has one.</summary>
internal static class HostChoice
{
    private const string HowToName = "name one: UseSetting(\"daemon\", \"…\") in a test, '--daemon …' behind the '--' of dotnet ef, or " + ToolArguments.DaemonVariable + "=…";

    /// <summary>Gives the daemon, or null where the program has none with a host. Throws where there are several, or none of that name.</summary>
    public static DaemonDefinition? Find(DaemonProgram program, ToolArguments arguments) =>
        FindMarked(program, arguments) ?? TheOne(program, static daemon => daemon.Schedule == ScheduleKind.None);

    /// <summary>The same, of the daemons whose attribute or services tell that they have a host: Ready.Manual is what RunHostAsync asks for.</summary>
    public static DaemonDefinition? FindMarked(DaemonProgram program, ToolArguments arguments) =>
        arguments.Daemon is { } name ? program.Find(name)
        : TheOne(program, static daemon => daemon is { Ready: Ready.Manual, Services: null })
            ?? TheOne(program, static daemon => daemon.Services is not null);

    private static DaemonDefinition? TheOne(DaemonProgram program, Predicate<DaemonDefinition> mayHaveHost) =>
        Array.FindAll(program.Daemons, mayHaveHost) switch
        {
            [] => null,
            [var daemon] => daemon,
            var daemons => throw new DaemonException(
                $"the host that is wanted may be that of {string.Join(" or ", Array.ConvertAll(daemons, static daemon => daemon.Name))}; {HowToName}", DaemonExitCode.Usage),
        };
}
