using System.Globalization;

namespace Daemonize.Identity;

/// <summary>
/// The directories that systemd gives a service by environment (systemd.exec(5)): <c>RUNTIME_DIRECTORY</c>, <c>LOGS_DIRECTORY</c>, <c>STATE_DIRECTORY</c>.
/// </summary>
internal static class ServiceDirectories
{
    /// <summary>The process that systemd has started, from version 248 on; it goes on to its children, as all variables do.</summary>
    public const string MainProcess = "SYSTEMD_EXEC_PID";

    /// <summary>
    /// The first directory of a variable; null where it is not set, or is that of another service. A build agent or a shell that runs as a service passes its own
    /// directories on to all that it starts, and a daemon's place must not depend on that.
    /// </summary>
    public static string? Find(string variable, string programName)
    {
        // systemd.exec(5): several directories are separated by colons; the first is the main one.
        var directory = Environment.GetEnvironmentVariable(variable) is ['/', ..] value ? value.Split(':')[0] : null;
        return directory is null || IsOfAnother(directory, programName) ? null : directory;
    }

    private static bool IsOfAnother(string directory, string programName)
    {
        // A daemon does not have it: for its stages, and for what it starts, the command has judged.
        if (Environment.GetEnvironmentVariable(MainProcess) is not { Length: > 0 } main)
        {
            return false;
        }

        var path = directory.TrimEnd('/');
        var name = path[(path.LastIndexOf('/') + 1)..];
        var isOurs = name.StartsWith(programName, StringComparison.Ordinal) && (name.Length == programName.Length || name[programName.Length] == '-');
        return !isOurs && int.TryParse(main, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId;
    }

    /// <summary>The variables of another service, which a daemon that is started from there must not have either.</summary>
    public static List<string> FindForeign(string programName)
    {
        List<string> foreign = [];
        foreach (var variable in (ReadOnlySpan<string>)["RUNTIME_DIRECTORY", "LOGS_DIRECTORY", "STATE_DIRECTORY"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } && Find(variable, programName) is null)
            {
                foreign.Add(variable);
            }
        }

        return foreign;
    }
}
