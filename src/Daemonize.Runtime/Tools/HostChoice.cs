using Daemonize.Generated;
using Daemonize.Scheduling;

namespace Daemonize.Tools;

/// <summary>
/// Whose host a tool gets: that of the daemon that it names, else of the one daemon that surely has one. Any other method would do its
/// work, in the tool's process and without its lock.
/// </summary>
internal static class HostChoice
{
    private const string HowToName =
        "name one: UseSetting(\"daemon\", \"…\") in a test, '--daemon …' behind the '--' of dotnet ef, or "
        + ToolArguments.DaemonVariable + "=…";

    /// <summary>Gives the daemon, or null where none is known to have a host. Throws where there are several, or none of that name.</summary>
    public static DaemonDefinition? Find(DaemonProgram program, ToolArguments arguments) =>
        arguments.Daemon is { } name ? program.Find(name)
        : TheOne(program, static daemon => daemon is { BuildsHost: true, Services: null })
            ?? TheOne(program, static daemon => daemon.Services is not null)
            ?? (program.Configuration is null ? null : TheOne(program, MayBuildHost));

    /// <summary>
    /// A program with Daemonize.Hosting may build the host in a method that the daemon calls. Ready.Manual is what it needs then; a daemon that ticks has no host.
    /// </summary>
    private static bool MayBuildHost(DaemonDefinition daemon) => daemon is { Ready: Ready.Manual, Schedule: ScheduleKind.None, Services: null };

    /// <summary>What a program answers that leaves everything to its daemons, where none is known to have a host.</summary>
    public static DaemonException None(DaemonProgram program) =>
        new(
            $"none of {program.Name}'s daemons is known to have a host, which is what its entry point was called for; {HowToName}",
            DaemonExitCode.Usage);

    private static DaemonDefinition? TheOne(DaemonProgram program, Predicate<DaemonDefinition> mayHaveHost) =>
        Array.FindAll(program.Daemons, mayHaveHost) switch
        {
            [] => null,
            [var daemon] => daemon,
            var several => throw new DaemonException(
                $"the host that is wanted may be that of {string.Join(" or ", Names(several))}; {HowToName}",
                DaemonExitCode.Usage),
        };

    private static string[] Names(DaemonDefinition[] daemons) => Array.ConvertAll(daemons, static daemon => daemon.Name);
}
