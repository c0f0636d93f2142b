using Daemonize.CompilerServices;

namespace Daemonize.Tools;

/// <summary>
/// Chooses the daemon whose host a tool gets: the daemon that the tool names, else the only daemon that certainly has a host. Any other
/// method would do its work in the tool's process, without its lock.
/// </summary>
internal static class HostChoice
{
    private const string HowToName =
        "name one: UseSetting(\"daemon\", \"…\") in a test, '--daemon …' behind the '--' of dotnet ef, or "
        + ToolArguments.DaemonVariable + "=…";

    /// <summary>Returns the daemon, or null if none is known to have a host. Throws if there are several, or none with that name.</summary>
    public static DaemonDefinition? Find(DaemonProgram program, ToolArguments arguments) =>
        arguments.Daemon is { } name ? program.Find(name)
        : TheOne(program, static daemon => daemon is { BuildsHost: true, Services: null })
            ?? TheOne(program, static daemon => daemon.Services is not null)
            ?? (program.Configuration is null ? null : TheOne(program, MayBuildHost));

    /// <summary>
    /// Whether a method may build a host in code that it calls, in a program with Daemonize.Hosting. That requires ReadyMode.Manual; a
    /// daemon that ticks has no host.
    /// </summary>
    private static bool MayBuildHost(DaemonDefinition daemon) =>
        daemon is { Ready: ReadyMode.Manual, Schedule: ScheduleKind.None, Services: null };

    /// <summary>Creates the error for a program whose entry point only runs daemons, if none of them is known to have a host.</summary>
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
