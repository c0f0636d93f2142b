using System.Text;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// A directory in which a program finds all places that it writes to by itself: for its pid files, its state, its logs, its caches, its
/// cards, its temporary files, and the home of its user. It is removed with all that is in it.
/// </summary>
internal sealed class SandboxDirectory : IDisposable
{
    public const string Run = "run";
    public const string Log = "log";
    public const string Cards = "cards";

    /// <summary>Where a small file system is mounted, if the sandbox has its own mounts.</summary>
    public const string Full = "full";

    private const string Home = "home";
    private const string Temporary = "tmp";
    private const uint ForAllToEnter = 0b111_001_001;

    private static readonly string[] OfUser = [Log, "state", "cache", Home, Temporary];

    /// <summary>The variables that name places, and their directories.</summary>
    private static readonly (string Name, string Directory)[] Places =
    [
        ("RUNTIME_DIRECTORY", Run), ("LOGS_DIRECTORY", Log), ("STATE_DIRECTORY", "state"), ("CACHE_DIRECTORY", "cache"), ("HOME", Home),
        ("XDG_STATE_HOME", "state"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", Home + "/.config"),
        ("XDG_DATA_HOME", Home + "/.local/share"), ("XDG_RUNTIME_DIR", Run), ("TMPDIR", Temporary), (Directories.CardVariable, Cards),
    ];

    private SandboxDirectory(string path) => Path = path;

    public string Path { get; }

    /// <summary>Creates the directory.</summary>
    /// <param name="user">The user that root's daemon runs as, who writes into some of the places; null for the caller.</param>
    public static SandboxDirectory Create(string? user)
    {
        var sandbox = new SandboxDirectory(Directory.CreateTempSubdirectory("daemonize-doctor-").FullName);
        foreach (var name in (ReadOnlySpan<string>)[Run, Cards, Full, .. OfUser])
        {
            Directory.CreateDirectory(sandbox.PathOf(name));
        }

        if (ThisProcess.IsRoot && user is not null && UserDatabase.FindUser(user) is { } entry)
        {
            _ = Libc.chmod(sandbox.Path, ForAllToEnter);
            Array.ForEach(OfUser, name => _ = Libc.chown(sandbox.PathOf(name), entry.Id, entry.GroupId));
        }

        return sandbox;
    }

    public string PathOf(string name) => $"{Path}/{name}";

    /// <summary>Sets the variables of an environment that name places, and removes those of a service manager.</summary>
    public void AddTo(NulTerminatedStrings environment)
    {
        environment.RemoveAll(static variable => NulTerminatedStrings.IsNamed(variable, ServiceDirectories.MainProcess));
        foreach (var (name, directory) in Places)
        {
            environment.RemoveAll(variable => NulTerminatedStrings.IsNamed(variable, name));
            environment.Add(Encoding.UTF8.GetBytes($"{name}={PathOf(directory)}"));
        }
    }

    /// <summary>Removes the directory. No process that could write into it runs any more.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The program may have taken the rights to one of its directories away from its own user.
            Terminal.WriteError($"daemonize: cannot remove {Path}: {OneLine.From(exception.Message)}; remove it by hand\n");
        }
    }
}
