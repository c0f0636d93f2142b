using System.Text;
using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

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
    private const string Switch = "DOTNET_EnableDiagnostics";

    /// <summary>The variable that carries the caller's value of <see cref="Switch"/> through the stages.</summary>
    private const string Callers = "DAEMONIZE_CALLERS_" + Switch;

    /// <summary>Gets the files of a process that runs or is not reaped yet; null if there is no such process.</summary>
    public static DiagnosticFiles? Of(int pid) =>
        ProcFs.TryReadStartTime(pid) is { } startTime ? new(pid, startTime, TryReadDirectory(pid), ProcFs.TryReadUser(pid)) : null;

    /// <summary>Removes the files of the ended process that a lock file names.</summary>
    public static void RemoveOf(LockRecord? record, DaemonInstance instance)
    {
        if (record is { } left)
        {
            new DiagnosticFiles(left.Pid, left.StartTime, Directory: null, instance.FileOwner).Remove(instance);
        }
    }

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

    /// <summary>Removes the remaining files after the process has ended.</summary>
    /// <param name="instance">The daemon that the process was. If the environment of the process is unknown, that of the daemon's next
    /// start gives the directory.</param>
    public void Remove(DaemonInstance instance)
    {
        Remove();
        if (Directory is null && DaemonEnvironment.TemporaryDirectoryOf(instance) is { Length: > 0 } directory)
        {
            RemoveFrom(directory);
        }
    }

    /// <summary>Removes the remaining files after the process has ended, from its directory if known, otherwise from the default.</summary>
    public void Remove() => RemoveFrom(Directory is { Length: > 0 } directory ? directory : Default);

    /// <summary>
    /// Makes the next stage run without these files: it calls _exit(2) or is killed, and starts faster without them.
    /// <see cref="SwitchBack"/> restores the caller's value for the daemon. The runtime also reads COMPlus_EnableDiagnostics, but only if
    /// this variable is not set.
    /// </summary>
    public static void SwitchOff(NulTerminatedStrings environment)
    {
        Rename(environment, Switch, Callers);
        environment.Add(Encoding.ASCII.GetBytes(Switch + "=0"));
    }

    /// <summary>Undoes <see cref="SwitchOff"/> in the environment that a stage has inherited.</summary>
    public static void SwitchBack(NulTerminatedStrings environment)
    {
        if (Stage.IsRequested && !Stage.IsEntered)
        {
            environment.RemoveAll(static variable => IsNamed(variable, Switch));
            Rename(environment, Callers, Switch);
        }
    }

    private static void Rename(NulTerminatedStrings environment, string from, string to)
    {
        for (var i = 0; i < environment.Count; i++)
        {
            if (IsNamed(environment[i], from))
            {
                environment.Replace(i, [.. Encoding.ASCII.GetBytes(to), .. environment[i][from.Length..]]);
            }
        }
    }

    private static bool IsNamed(ReadOnlySpan<byte> variable, string name) =>
        variable.Length > name.Length && variable[name.Length] == (byte)'=' && Ascii.Equals(variable[..name.Length], name);

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
            if (IsNamed(environment[i], "TMPDIR"))
            {
                return Encoding.UTF8.GetString(environment[i]["TMPDIR=".Length..]);
            }
        }

        return "";
    }

    private void RemoveFrom(string directory)
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
