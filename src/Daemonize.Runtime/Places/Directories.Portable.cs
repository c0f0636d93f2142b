using Daemonize.CompilerServices;
using Daemonize.Platform;

namespace Daemonize.Places;

/// <summary>
/// Resolves relative pid and log files below the user's own data directory. They are never relative to the caller's directory, so every
/// verb finds the same daemon.
/// </summary>
internal static class Directories
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string WayOut = $"set {Runtime}, {Logs} and {State} to directories that can be written to";

    private const string Runtime = "RUNTIME_DIRECTORY";
    private const string Logs = "LOGS_DIRECTORY";
    private const string State = "STATE_DIRECTORY";

    /// <param name="path">The path of the pid file, absolute or relative.</param>
    /// <param name="program">The program that the default directory belongs to.</param>
    /// <param name="findInstalled">Not used: no service manager runs a daemon in its own directory.</param>
    public static string ResolvePidFile(string path, DaemonProgram program, Func<string?>? findInstalled = null) =>
        Path.IsPathRooted(path) ? path : Path.Combine(RuntimeDirectory(program), path);

    public static string ResolveLogFile(string path, DaemonProgram program) =>
        Path.IsPathRooted(path) ? path : Path.Combine(LogDirectory(program), path);

    /// <summary>
    /// Creates the directory of a pid file if it is the default one. A directory that the user named must exist: the name may be a typing
    /// error.
    /// </summary>
    /// <param name="pidFile">The absolute path of the pid file.</param>
    /// <param name="program">The program that the default directory belongs to.</param>
    public static void CreateRuntimeDirectory(string pidFile, DaemonProgram program)
    {
        if (ServiceDirectories.Find(Runtime, program) is null && Path.GetDirectoryName(pidFile) == RuntimeDirectory(program))
        {
            Create(RuntimeDirectory(program), "the runtime directory");
        }
    }

    /// <summary>Gets the directory for data that outlives the daemon, and creates it if it is missing. Throws if that fails.</summary>
    public static string StateDirectory(DaemonProgram program) =>
        Create(ServiceDirectories.Find(State, program) ?? DataDirectory(program), "the state directory");

    /// <summary>Gets no directory: without a start in the background there are no cards.</summary>
    public static string? CardDirectory => null;

    private static string RuntimeDirectory(DaemonProgram program) =>
        ServiceDirectories.Find(Runtime, program) ?? Path.Combine(DataDirectory(program), "run");

    private static string LogDirectory(DaemonProgram program) =>
        ServiceDirectories.Find(Logs, program)
        ?? (OperatingSystem.IsMacOS()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library/Logs", program.Name)
            : Path.Combine(DataDirectory(program), "logs"));

    /// <summary>Gets <c>~/Library/Application Support/PROGRAM</c> on macOS, and <c>~/.local/share/PROGRAM</c> elsewhere.</summary>
    private static string DataDirectory(DaemonProgram program) =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            is { Length: > 0 } data
            ? Path.Combine(data, program.Name)
            : throw new DaemonException($"there is no directory for the files of {program.Name}: HOME is not set; {WayOut}");

    private static string Create(string path, string what)
    {
        try
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, Private);
            return path;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            throw new SystemError(exception).Exception($"create {what} {path}", WayOut);
        }
    }
}
