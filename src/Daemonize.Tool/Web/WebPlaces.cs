using Daemonize.CompilerServices;
using Daemonize.Operations;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Web;

/// <summary>
/// The files of the daemon that serves the page: they are next to its pid file, in a directory that only its user can enter.
/// </summary>
/// <param name="Directory">The directory of the pid file.</param>
internal sealed record WebPlaces(string Directory)
{
    private const string PidFileName = WebDaemon.Name + ".pid";

    /// <summary>The socket that only this user, and root, can connect to.</summary>
    public string Socket => Directory + "/web.sock";

    /// <summary>
    /// The key that a command must show on the socket if a reverse proxy uses the socket too; only this user can read it.
    /// </summary>
    public string Key => Directory + "/web.key";

    /// <summary>
    /// Gets the pid file to give to the verbs, and creates its directory; null if the library's own choice counts: RUNTIME_DIRECTORY, the
    /// directory of a service, or root's.
    /// </summary>
    public static string? FindPidFile()
    {
        if (Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is ['/', ..] || ThisProcess.IsRoot
            || FindDirectoryOfService() is not null)
        {
            return null;
        }

        // First the path and not the variable, which a session of the same user by cron or su(1) does not have.
        foreach (var parent in (string?[])[$"/run/user/{ThisProcess.UserId}", Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")])
        {
            if (parent is ['/', ..] && IsPrivate(parent) && PrivateDirectory.Prepare($"{parent}/daemonize") is null)
            {
                return $"{parent}/daemonize/{PidFileName}";
            }
        }

        return null;
    }

    /// <summary>Gets the places of the daemon that a command means.</summary>
    public static WebPlaces Find() =>
        Of(FindPidFile() ?? Directories.ResolvePidFile(PidFileName, Definitions.Program, FindDirectoryOfService));

    /// <summary>Gets the places of this process, the daemon.</summary>
    public static WebPlaces OfThisDaemon()
    {
        // From the lock that this process holds: the pid file may come from an option, a variable or a service.
        string? pidFile = null;
        ProcFs.ForEachDescriptor(descriptor =>
        {
            if (ProcFs.TryReadLink($"/proc/self/fd/{descriptor}") is ['/', ..] path
                && path.EndsWith(InstanceFiles.LockSuffix, StringComparison.Ordinal))
            {
                pidFile ??= path[..^InstanceFiles.LockSuffix.Length];
            }
        });
        return Of(pidFile ?? throw new DaemonException("cannot find the lock file of this daemon; /proc must show its open files"));
    }

    private static WebPlaces Of(string pidFile) => new(pidFile[..pidFile.LastIndexOf('/')]);

    private static string? FindDirectoryOfService() =>
        Managed.FindRuntimeDirectory(Definitions.Program, Definitions.Program.Daemons[0]);

    private static bool IsPrivate(string path) =>
        FileStat.TryReadLink(path, out var facts, out _) && facts.IsDirectory && facts.Owner == ThisProcess.UserId
            && (facts.Permissions & 0b000_111_111) == 0;
}
