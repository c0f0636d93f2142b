using System.Globalization;
using System.Text;
using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>
/// The files by which debuggers and dotnet-trace reach a process of .NET: a socket and two FIFOs in its temporary directory, named by its process id and its
/// start time. The runtime removes them when the process ends in order or crashes, but not when it is killed or leaves by _exit(2).
/// </summary>
/// <param name="Pid">The process.</param>
/// <param name="StartTime">Its start time, which is in the names, so that they are never those of a later process with this number.</param>
/// <param name="Directory">Its temporary directory, "" for the default; null where its environment cannot be read.</param>
/// <param name="Owner">Its user; null where that is not known.</param>
internal sealed record DiagnosticFiles(int Pid, long StartTime, string? Directory, uint? Owner)
{
    private const string Default = "/tmp";
    private const string Switch = "DOTNET_EnableDiagnostics";

    /// <summary>The value of <see cref="Switch"/> that the caller had set, on its way through the stages.</summary>
    private const string Callers = "DAEMONIZE_CALLERS_" + Switch;

    /// <summary>The files of a process that lives or is not reaped yet; null where there is none.</summary>
    public static DiagnosticFiles? Of(int pid) =>
        ProcFs.TryReadStartTime(pid) is { } startTime ? new(pid, startTime, TryReadDirectory(pid), ProcFs.TryReadUser(pid)) : null;

    /// <summary>Removes those of the process that a lock file names and that has ended.</summary>
    public static void RemoveOf(LockRecord? record, DaemonInstance instance)
    {
        if (record is { } left)
        {
            new DiagnosticFiles(left.Pid, left.StartTime, Directory: null, instance.FileOwner).Remove(instance);
        }
    }

    /// <summary>Ends this process at once, without the code that the runtime and the program run at the end.</summary>
    public static void Exit(int exitCode)
    {
        RemoveOwn();
        Libc._exit(exitCode);
    }

    /// <summary>For a process that may be killed at any moment, and that nobody needs to debug.</summary>
    public static void RemoveOwn()
    {
        if (ThisProcess.Stat is { } self)
        {
            new DiagnosticFiles(Environment.ProcessId, self.StartTime, TryReadDirectory(Environment.ProcessId), Libc.geteuid()).Remove();
        }
    }

    /// <summary>Removes what is left of them after the end of the process.</summary>
    /// <param name="instance">The daemon that the process was. If its environment is not known, the next start's tells where they are.</param>
    public void Remove(DaemonInstance instance)
    {
        Remove();
        if (Directory is null && DaemonEnvironment.TemporaryDirectoryOf(instance) is { Length: > 0 } directory)
        {
            RemoveFrom(directory);
        }
    }

    /// <summary>Removes what is left of them after the end of the process, where it is known where they are or they are where most are.</summary>
    public void Remove() => RemoveFrom(Directory is { Length: > 0 } directory ? directory : Default);

    /// <summary>
    /// Has the next stage do without these files: it leaves by _exit(2) or is killed, and starts faster. The daemon gets the caller's value back, see
    /// <see cref="SwitchBack"/>. The runtime reads COMPlus_EnableDiagnostics, too, but only where this is not set.
    /// </summary>
    public static void SwitchOff(NulTerminatedStrings environment)
    {
        Rename(environment, Switch, Callers);
        environment.Add(Encoding.ASCII.GetBytes(Switch + "=0"));
    }

    /// <summary>Undoes <see cref="SwitchOff"/> in what a stage has inherited.</summary>
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

    /// <summary>Where a process has its temporary files, "" where it does not say; null where its environment cannot be read.</summary>
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
        var process = string.Create(CultureInfo.InvariantCulture, $"{Pid}-{StartTime}");
        Unlink($"{directory}/dotnet-diagnostic-{process}-socket");
        Unlink($"{directory}/clr-debug-pipe-{process}-in");
        Unlink($"{directory}/clr-debug-pipe-{process}-out");
    }

    /// <summary>Nobody needs to hear of one that cannot be removed: it belongs to somebody else, or is not there.</summary>
    private void Unlink(string path)
    {
        if (FileStat.TryReadLink(path, out var facts, out _) && (facts.IsSocket || facts.IsFifo) && (facts.Owner == Libc.geteuid() || facts.Owner == Owner))
        {
            _ = Libc.unlink(path);
        }
    }
}
