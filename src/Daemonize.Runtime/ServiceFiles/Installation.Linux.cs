using System.Text;
using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.ServiceFiles;

/// <summary>
/// The service manager of this machine that runs a daemon, as set up by <c>install</c>. It is found by the paths of its files, without a
/// call to the manager: each verb looks for it, including a start that must be fast.
/// </summary>
/// <param name="name">The name of the daemon in the manager.</param>
/// <param name="file">The path of the manager's file for the daemon.</param>
internal abstract class Installation(string name, string file)
{
    public string Name => name;

    /// <summary>The path of the file by which the installation was found.</summary>
    public string File => file;

    /// <summary>The manager and its name of the daemon, for messages: <c>systemd (newsapp-fetch.service)</c>.</summary>
    public abstract string Manager { get; }

    /// <summary>The directory of the daemon's relative pid file while it runs; null if it is the usual one.</summary>
    public abstract string? RuntimeDirectory { get; }

    /// <summary>Gets the manager's command for one of our verbs.</summary>
    /// <param name="verb">One of start, stop, restart and try-restart.</param>
    /// <param name="numbers">The numbers of the instances; null for all.</param>
    public abstract List<string> CommandFor(string verb, List<int>? numbers);

    /// <summary>Gets the command whose exit code says whether any of the instances runs.</summary>
    public abstract List<string> CommandForState(List<int>? numbers);

    /// <summary>Shows the daemon's log and returns an exit code.</summary>
    public abstract int ShowLogs(LogRequest request, List<int>? numbers);

    /// <summary>The command that shows the user what went wrong.</summary>
    public abstract string Advice { get; }

    /// <summary>Finds the manager of a daemon; null if there is none, and the verbs act themselves.</summary>
    public static Installation? Find(DaemonProgram program, DaemonDefinition definition) =>
        Find(ServiceName.Of(program, definition));

    /// <summary>Finds the manager that runs a daemon by its name there; null if there is none.</summary>
    public static Installation? Find(string name) => SystemdInstallation.Of(name) ?? (Installation?)SupervisordInstallation.Of(name);

    /// <summary>Lets everybody read a file, regardless of the umask.</summary>
    public static void MakeReadable(string path)
    {
        const uint readable = 0b110_100_100;
        _ = Libc.chmod(path, readable);
    }

    public static bool Exists(string path) => FileStat.TryRead(path, out _, out _);

    /// <summary>
    /// Whether a file begins as <c>install</c> writes it. Any other file is somebody else's, and is not ours to use or to change.
    /// </summary>
    /// <param name="path">The path of the file to read.</param>
    /// <param name="lead">The text that makes its first line a comment.</param>
    public static bool IsOurs(string path, string lead = "# ")
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            return false;
        }

        using var opened = new Descriptor(number);
        Span<byte> text = stackalloc byte[64];
        var length = Descriptor.Read(number, text, out _);
        return length > 0 && text[..length].StartsWith(Encoding.ASCII.GetBytes(lead + ServicePlan.Mark));
    }
}

/// <summary>The part of a log to show.</summary>
/// <param name="Lines">The number of existing lines to show.</param>
/// <param name="Since">The time of the first line to show, in UTC; null for any time.</param>
/// <param name="Follow">Whether to show lines that are added later.</param>
internal sealed record LogRequest(int Lines, DateTime? Since, bool Follow);
