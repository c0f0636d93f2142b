using Daemonize.CompilerServices;
using Daemonize.Places;

namespace Daemonize.Operations;

/// <summary>Explains why this system does not have a verb, and what to use instead.</summary>
internal static class Unavailable
{
    private static string System =>
        OperatingSystem.IsMacOS() ? "macOS"
        : OperatingSystem.IsLinux() ? "Linux with the portable build of Daemonize"
        : "this system";

    /// <summary>Creates the exception, with one line and the exit code of an action that is not implemented.</summary>
    public static DaemonException Refuse(string verb, DaemonProgram program, DaemonDefinition definition) => new(
        $"{verb} is not available on {System}; {InsteadOf(verb, program.Name, definition.Name, ServiceName.LabelOf(program, definition))}",
        DaemonExitCode.NotImplemented);

    private static string InsteadOf(string verb, string program, string name, string label) => verb switch
    {
        "restart" or "try-restart" => $"end it with '{program} stop {name}', and run it again with '{program} run {name}'",
        "list" => $"'{program} status' shows the daemons of this program",
        "install" =>
            $"for launchd: '{program} unit launchd {name} --user > ~/Library/LaunchAgents/{label}.plist', then 'launchctl bootstrap " +
            $"gui/$(id -u) ~/Library/LaunchAgents/{label}.plist'",
        "uninstall" => $"for launchd: 'launchctl bootout gui/$(id -u)/{label}', then remove ~/Library/LaunchAgents/{label}.plist",
        _ => $"run '{program} run {name}' in a terminal, or '{program} unit launchd {name}' for launchd",
    };
}
