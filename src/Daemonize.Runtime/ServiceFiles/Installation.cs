using System.Text;
using Daemonize.Generated;
using Daemonize.Platform.Linux;

namespace Daemonize.ServiceFiles;

/// <summary>
/// That a service manager of this machine takes care of a daemon, as <c>install</c> has had it do. Found by the paths of its files, without asking anybody: each
/// verb looks for it, also a start that must be fast.
/// </summary>
/// <param name="name">What the manager knows the daemon by.</param>
/// <param name="file">What it has of it.</param>
internal abstract class Installation(string name, string file)
{
    public string Name => name;

    /// <summary>The file by which it was found.</summary>
    public string File => file;

    /// <summary>The manager and what it knows the daemon by, for messages: <c>systemd (newsapp-fetch.service)</c>.</summary>
    public abstract string Manager { get; }

    /// <summary>Where the daemon's relative pid file is while it runs; null where that is where it always is.</summary>
    public abstract string? RuntimeDirectory { get; }

    /// <summary>The command that does a verb of ours.</summary>
    /// <param name="verb">start, stop, restart or try-restart.</param>
    /// <param name="numbers">The instances; null for all.</param>
    public abstract List<string> CommandFor(string verb, List<int>? numbers);

    /// <summary>The command that tells whether any of it runs, by its exit code.</summary>
    public abstract List<string> CommandForState(List<int>? numbers);

    /// <summary>Shows its log, and gives an exit code.</summary>
    public abstract int ShowLogs(LogRequest request, List<int>? numbers);

    /// <summary>The command that shows the user what went wrong.</summary>
    public abstract string Advice { get; }

    /// <summary>Null where nobody takes care of it: then the verbs do.</summary>
    public static Installation? Find(DaemonProgram program, DaemonDefinition definition) =>
        SystemdInstallation.Of(program, definition) ?? (Installation?)SupervisordInstallation.Of(program, definition);

    public static bool Exists(string path) => FileStat.TryRead(path, out _, out _);

    /// <summary>Whether a file begins as <c>install</c> writes them. Any other is somebody's own, and is not ours to use or to change.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lead">What makes a comment of its first line.</param>
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

/// <summary>What of a log is to be shown.</summary>
/// <param name="Lines">How many lines of the past.</param>
/// <param name="Since">From when on, in UTC; null for any time.</param>
/// <param name="Follow">Whether what is added is shown too.</param>
internal sealed record LogRequest(int Lines, DateTime? Since, bool Follow);
