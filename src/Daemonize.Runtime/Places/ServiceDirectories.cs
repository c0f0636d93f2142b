using System.Globalization;
using Daemonize.CompilerServices;
using Daemonize.Platform;

namespace Daemonize.Places;

/// <summary>
/// The directories that systemd gives a service in environment variables (systemd.exec(5)): <c>RUNTIME_DIRECTORY</c>,
/// <c>LOGS_DIRECTORY</c>, <c>STATE_DIRECTORY</c>.
/// </summary>
internal static class ServiceDirectories
{
    /// <summary>
    /// The variable with the id of the process that systemd has started, set by version 248 and later. Children inherit it like all
    /// variables.
    /// </summary>
    public const string MainProcess = "SYSTEMD_EXEC_PID";

    /// <summary>
    /// The directories where the system's systemd creates them. A user's systemd creates them in the runtime directory and below the home.
    /// </summary>
    private static readonly string[] Places = ["/run", "/var/log", "/var/lib"];

    private static readonly string[] Variables = ["RUNTIME_DIRECTORY", "LOGS_DIRECTORY", "STATE_DIRECTORY"];

    /// <summary>
    /// Gets the first directory of a variable; null if it is not set, or belongs to another service. A build agent or a shell that runs as
    /// a service passes its directories on to its children, and a daemon's paths must not depend on that.
    /// </summary>
    public static string? Find(string variable, DaemonProgram program)
    {
        // systemd.exec(5): several directories are separated by colons; the first is the main one.
        var directory = Environment.GetEnvironmentVariable(variable) is ['/', ..] value ? value.Split(':')[0] : null;
        return directory is null || IsOfAnother(directory, program) ? null : directory;
    }

    /// <summary>
    /// Gets the variables that belong to another service. A daemon that is started from that service must not receive them.
    /// </summary>
    public static List<string> FindForeign(DaemonProgram program) =>
        [.. Variables.Where(
            variable => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } && Find(variable, program) is null)];

    /// <summary>Gets a warning that says which directories are ignored, why, and what to do; null if none is ignored.</summary>
    public static string? FindWarning(DaemonProgram program) =>
        FindForeign(program) is { Count: > 0 } foreign
            ? $"{string.Join(" and ", foreign)} ignored: of another service, in which this command runs ({MainProcess}); unset " +
                $"{MainProcess} if it is meant for {program.Name}"
            : null;

    private static bool IsOfAnother(string directory, DaemonProgram program)
    {
        // A daemon does not have the variable: the command has already checked the directories for its stages and children.
        var isInherited = Environment.GetEnvironmentVariable(MainProcess) is { } text
            && int.TryParse(text, NumberStyles.None, InvariantNumbers.Format, out var pid) && pid != Environment.ProcessId;
        var path = directory.TrimEnd('/');
        var end = Math.Max(path.LastIndexOf('/'), 0);
        var name = path[end..].TrimStart('/');
        return isInherited && IsOfSystemd(path[..end]) && name != program.Name
            && !Array.Exists(program.Daemons, daemon => ServiceName.Of(program, daemon) == name);
    }

    /// <summary>Whether systemd creates directories there. Elsewhere, the variable was set by hand.</summary>
    private static bool IsOfSystemd(string parent) =>
        Array.IndexOf(Places, parent) >= 0 || parent == $"/run/user/{ThisProcess.UserId}"
            || parent == Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")
        || parent.EndsWith("/.local/state", StringComparison.Ordinal) || parent.EndsWith("/.local/state/log", StringComparison.Ordinal)
        || parent == Environment.GetEnvironmentVariable("XDG_STATE_HOME");
}
