using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// A timer of the kernel that kills this process at an instant (timer_create(2) with SIGKILL). It acts while the process is stopped,
/// frozen, swapped out or in a garbage collection, when no thread of the process could: the fence of a lease. A child process does not
/// inherit it, and a program that replaces this one (execve(2)) does not have it.
/// </summary>
internal sealed unsafe class KillTimer : IDisposable
{
    /// <summary>The version of Linux that introduced timers of CLOCK_BOOTTIME.</summary>
    private static readonly Version Since = new(2, 6, 39);

    private readonly int _timer;

    private KillTimer(int timer) => _timer = timer;

    /// <summary>
    /// Whether the kernel ignores the timer, because this process is PID 1 of its pid namespace: no signal from within the namespace kills
    /// that process (pid_namespaces(7)), and its own timer counts as one.
    /// </summary>
    public static bool IsIgnored => Environment.ProcessId == 1;

    /// <summary>Creates the timer, disarmed; null if there can be none, or if it would be ignored.</summary>
    /// <param name="problem">Why there is none, as it follows a colon; empty if there is one.</param>
    public static KillTimer? TryCreate(out string problem)
    {
        problem = "";
        if (IsIgnored)
        {
            problem = "the kernel does not kill PID 1 of a pid namespace; run the program under an init process (docker run --init)";
            return null;
        }

        var notification = new Libc.sigevent { sigev_notify = Libc.SIGEV_SIGNAL, sigev_signo = Libc.SIGKILL };
        int timer;
        if (Libc.timer_create(Libc.CLOCK_BOOTTIME, &notification, &timer) == 0)
        {
            return new KillTimer(timer);
        }

        // The kernel reserves the signal now, so that it cannot lack one at the deadline.
        problem = Errno.Last switch
        {
            Libc.EAGAIN => "the limit of pending signals is reached; raise it (ulimit -i, LimitSIGPENDING)",
            var errno => MissingCall.Describe("timer_create(2)", Since, errno),
        };
        return null;
    }

    /// <summary>Kills this process at an instant, at once if it has passed, and not at an earlier instant that was set before.</summary>
    /// <param name="instant">The instant of <see cref="BootClock"/>, in ticks of 100 ns.</param>
    public void Arm(long instant) => Set(TimerDescriptor.ToTime(instant));

    /// <summary>Takes the instant back.</summary>
    public void Disarm() => Set(default);

    public void Dispose() => _ = Libc.timer_delete(_timer);

    private void Set(Libc.timespec time)
    {
        var value = new Libc.itimerspec { it_value = time };
        if (Libc.timer_settime(_timer, Libc.TIMER_ABSTIME, &value, null) != 0)
        {
            throw Errno.Exception("set the timer of the fence", Errno.Last);
        }
    }
}
