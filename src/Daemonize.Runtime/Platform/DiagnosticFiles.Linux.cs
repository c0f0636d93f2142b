using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// The files by which debuggers and dotnet-trace reach a .NET process: a socket and two FIFOs in its temporary directory, named after its
/// process id and start time. The runtime removes them when the process ends normally or crashes, but not when it is killed or calls
/// _exit(2).
/// </summary>
/// <param name="Pid">The id of the process.</param>
/// <param name="StartTime">Its start time in clock ticks since boot. It is part of the names, which therefore never match a later process
/// with the same id.</param>
/// <param name="Directory">Its temporary directory, "" for the default; null if its environment cannot be read.</param>
/// <param name="Owner">The id of its user; null if unknown.</param>
internal sealed record DiagnosticFiles(int Pid, long StartTime, string? Directory, uint? Owner)
{
    private const string Default = "/tmp";

    /// <summary>Gets the files of a process that runs or is not reaped yet; null if there is no such process.</summary>
    public static DiagnosticFiles? Of(int pid) =>
        ProcFs.TryReadStartTime(pid) is { } startTime ? new(pid, startTime, TryReadDirectory(pid), ProcFs.TryReadUser(pid)) : null;

    /// <summary>Ends this process at once, without the exit handlers of the runtime and the program.</summary>
    public static void Exit(int exitCode)
    {
        RemoveOwn();
        Libc._exit(exitCode);
    }

    /// <summary>Removes the files of this process, which may be killed at any moment and which nobody needs to debug.</summary>
    public static void RemoveOwn()
    {
        if (ThisProcess.Stat is { } self)
        {
            new DiagnosticFiles(Environment.ProcessId, self.StartTime, TryReadDirectory(Environment.ProcessId), Libc.geteuid()).Remove();
        }
    }

    /// <summary>Removes the remaining files after the process has ended, from its directory if known, otherwise from the default.</summary>
    public void Remove() => RemoveFrom(Directory is { Length: > 0 } directory ? directory : Default);

    /// <summary>Reads the temporary directory of a process, "" if TMPDIR is not set; null if its environment cannot be read.</summary>
    private static string? TryReadDirectory(int pid)
    {
        if (ProcFs.TryReadAll(ProcFs.PathOf(pid, "environ"), out _) is not { Length: > 0 } text)
        {
            return null;
        }

        var environment = NulTerminatedStrings.Split(text);
        for (var i = 0; i < environment.Count; i++)
        {
            if (NulTerminatedStrings.IsNamed(environment[i], "TMPDIR"))
            {
                return Encoding.UTF8.GetString(environment[i]["TMPDIR=".Length..]);
            }
        }

        return "";
    }

    /// <summary>Removes the remaining files from a directory.</summary>
    public void RemoveFrom(string directory)
    {
        var process = $"{Pid}-{StartTime}";
        Unlink($"{directory}/dotnet-diagnostic-{process}-socket");
        Unlink($"{directory}/clr-debug-pipe-{process}-in");
        Unlink($"{directory}/clr-debug-pipe-{process}-out");
    }

    /// <summary>Removes a socket or FIFO. A failure is not reported: the file belongs to another user or does not exist.</summary>
    private void Unlink(string path)
    {
        if (FileStat.TryReadLink(path, out var facts, out _) && (facts.IsSocket || facts.IsFifo)
            && (facts.Owner == Libc.geteuid() || facts.Owner == Owner))
        {
            _ = Libc.unlink(path);
        }
    }
}
