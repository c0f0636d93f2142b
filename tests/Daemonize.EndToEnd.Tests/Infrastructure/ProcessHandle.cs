namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A process identified by a pidfd: its number cannot be reused while this is open.</summary>
internal sealed class ProcessHandle : IDisposable
{
    private readonly int _pidfd;

    private ProcessHandle(int pid, int pidfd)
    {
        Pid = pid;
        _pidfd = pidfd;
    }

    public int Pid { get; }

    /// <summary>Opens a process; null if it does not exist.</summary>
    public static ProcessHandle? TryOpen(int pid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        var pidfd = Native.OpenPidfd(pid);
        return pidfd < 0 ? null : new ProcessHandle(pid, pidfd);
    }

    public static ProcessHandle Open(int pid) => TryOpen(pid) ?? throw new InvalidOperationException($"there is no process {pid}");

    /// <summary>Whether the process has ended; a zombie has.</summary>
    public bool HasEnded => WaitForEnd(TimeSpan.Zero);

    public void Signal(int signal) => Native.SendSignal(_pidfd, signal);

    public unsafe bool WaitForEnd(TimeSpan limit)
    {
        var end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (true)
        {
            var descriptor = new Native.PollDescriptor { Descriptor = _pidfd, Events = Native.PollIn };
            var count = Native.Poll(&descriptor, 1, (int)Math.Max(0, end - Environment.TickCount64));

            // A negative result is an interruption by a signal, such as SIGCHLD.
            if (count >= 0)
            {
                return count > 0;
            }
        }
    }

    public async Task WaitForEndAsync(TimeSpan? limit = null) =>
        Assert.True(await Task.Run(() => WaitForEnd(limit ?? Wait.Limit)), $"process {Pid} has not ended");

    public void Dispose() => _ = Native.Close(_pidfd);
}
