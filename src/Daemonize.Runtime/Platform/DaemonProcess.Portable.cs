using System.ComponentModel;
using System.Diagnostics;
using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>
/// A process that is verified as the daemon: the lock is held, the record that its holder has written names the process, and the process
/// has the start time of the record. .NET can neither hold a process id nor send a signal, so kill(1) sends it: between the last check and
/// the signal the id could pass to another process, if the daemon ends in these milliseconds.
/// </summary>
internal sealed class DaemonProcess : IDisposable
{
    private const string KillProgram = "/bin/kill";

    private readonly Process _process;
    private readonly LockRecord _record;

    private DaemonProcess(Process process, LockRecord record)
    {
        _process = process;
        _record = record;
    }

    public int Pid => _record.Pid;

    /// <summary>Whether the process has a controlling terminal, where SIGHUP means that the terminal is gone.</summary>
    public bool HasTerminal => _record.LockDescriptor == InstanceLock.InTerminal;

    public bool HasEnded => _process.HasExited;

    /// <summary>Whether a signal may have suspended the process, so that it would not handle another: .NET does not say.</summary>
    public bool MayBeSuspended => !_process.HasExited;

    /// <summary>Opens the process that <paramref name="record"/> names; null if it has ended.</summary>
    public static DaemonProcess? TryOpen(LockRecord record, in FileStat lockFile) =>
        ProcessTable.TryOpen(record.Pid, record.StartTime) is { } process ? new DaemonProcess(process, record) : null;

    /// <summary>Gets null: only a start in the background has a watcher.</summary>
    public DaemonProcess? TryOpenWatcher(int sessionId) => null;

    /// <summary>Sends a signal; false if the process has ended. Throws if this user may not.</summary>
    public bool Signal(int signal)
    {
        // The name, because numbers differ between systems.
        var name = SignalName.Of(signal) is ['S', 'I', 'G', .. var known] ? known : $"{signal}";
        if (_process.HasExited || ProcessTable.TryOpen(Pid, _record.StartTime) is not { } checkedAgain)
        {
            return false;
        }

        checkedAgain.Dispose();
        return Kill(name) is not { } problem || (_process.HasExited ? false : throw Cannot(problem));
    }

    /// <summary>Waits for the end of the process. False if <paramref name="deadline"/> comes first.</summary>
    public bool WaitForEnd(Deadline deadline) => deadline.WaitFor(() => _process.HasExited);

    public void Dispose() => _process.Dispose();

    /// <summary>Runs kill(1) and gives its error message; null if it has sent the signal.</summary>
    private string? Kill(string signal)
    {
        try
        {
            var info = new ProcessStartInfo(KillProgram, [$"-{signal}", $"{Pid}"]);
            info.RedirectStandardError = true;
            info.Environment["LC_ALL"] = "C";
            using var kill = Process.Start(info)!;
            var error = kill.StandardError.ReadToEnd();
            kill.WaitForExit();
            return kill.ExitCode == 0 ? null : error;
        }
        catch (Win32Exception exception)
        {
            throw new DaemonException($"cannot run {KillProgram}, which sends the signal: {exception.Message}");
        }
    }

    private DaemonException Cannot(string problem) => new(
        $"cannot signal process {Pid}: {OneLine.From(problem.Trim(), OneLine.Long)}",
        problem.Contains("not permitted", StringComparison.OrdinalIgnoreCase) ? DaemonExitCode.NoPermission : DaemonExitCode.Failure);
}
