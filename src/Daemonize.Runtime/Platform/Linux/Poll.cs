using System.Diagnostics;

namespace Daemonize.Platform.Linux;

/// <summary>
/// Waits for descriptors and for instants of the monotonic clock with ppoll(2): in nanoseconds, where poll(2) rounds to milliseconds.
/// </summary>
internal static unsafe class Poll
{
    private const int MaxDescriptors = 3;

    /// <summary>
    /// Waits until nobody has the other end of a pipe open any more; false if <paramref name="cancelDescriptor"/> becomes readable first,
    /// or if the wait fails.
    /// </summary>
    public static bool WaitForHangup(int descriptor, int cancelDescriptor)
    {
        // No event is requested of the pipe: POLLERR and POLLHUP are always reported (poll(2)).
        var polls = stackalloc Libc.pollfd[2];
        polls[0] = new Libc.pollfd { fd = descriptor };
        polls[1] = new Libc.pollfd { fd = cancelDescriptor, events = Libc.POLLIN };
        while (true)
        {
            var count = Libc.ppoll(polls, 2, null, null);
            if (count > 0 || !CanWaitAgain(Errno.Last))
            {
                return count > 0 && polls[1].revents == 0;
            }
        }
    }

    /// <summary>
    /// Waits until <paramref name="descriptor"/> is readable or <paramref name="timestamp"/> (of <see cref="Stopwatch"/>) has come; true
    /// for the former. With a descriptor of -1 it only waits. Never returns false early, unless <paramref name="cancelDescriptor"/> is
    /// readable.
    /// </summary>
    public static bool WaitForInput(int descriptor, long timestamp, int cancelDescriptor = -1) =>
        WaitForAny(stackalloc[] { descriptor, cancelDescriptor }, timestamp) == 0;

    /// <summary>
    /// Waits until one of <paramref name="descriptors"/> is readable or <paramref name="timestamp"/> (of <see cref="Stopwatch"/>) has come.
    /// Returns the position of the first that is readable, or -1, never early.
    /// </summary>
    /// <remarks>
    /// Callers use stackalloc: for a collection expression of numbers that are not constant, the JIT compiles three methods.
    /// </remarks>
    public static int WaitForAny(ReadOnlySpan<int> descriptors, long timestamp)
    {
        var polls = stackalloc Libc.pollfd[MaxDescriptors];
        while (true)
        {
            // Stopwatch counts nanoseconds on Linux: it reads CLOCK_MONOTONIC.
            var left = Math.Max(0, timestamp - Stopwatch.GetTimestamp());
            var timeout = new Libc.timespec { tv_sec = left / Stopwatch.Frequency, tv_nsec = left % Stopwatch.Frequency };
            for (var i = 0; i < descriptors.Length; i++)
            {
                polls[i] = new Libc.pollfd { fd = descriptors[i], events = Libc.POLLIN };
            }

            var count = Libc.ppoll(polls, (nuint)descriptors.Length, &timeout, null);
            if (count > 0)
            {
                return FirstOf(polls);
            }

            if (count < 0 && Errno.Last is var errno && !CanWaitAgain(errno))
            {
                throw Errno.Exception("wait", errno);
            }

            // The clock and not the time that was left: without another call at the end of each wait.
            if (count == 0 && Stopwatch.GetTimestamp() >= timestamp)
            {
                return -1;
            }
        }
    }

    /// <summary>Waits without a limit until one of any number of descriptors has an event; their <c>revents</c> say which.</summary>
    public static void WaitForEvents(Span<Libc.pollfd> polls)
    {
        fixed (Libc.pollfd* first = polls)
        {
            while (Libc.ppoll(first, (nuint)polls.Length, null, null) <= 0)
            {
                if (Errno.Last is var errno && !CanWaitAgain(errno))
                {
                    throw Errno.Exception("wait", errno);
                }
            }
        }
    }

    /// <summary>
    /// Waits until <paramref name="descriptor"/> is writable or <paramref name="timestamp"/> has come; true for the former, which may be
    /// its error.
    /// </summary>
    public static bool WaitForOutput(int descriptor, long timestamp)
    {
        var poll = new Libc.pollfd { fd = descriptor, events = Libc.POLLOUT };
        while (true)
        {
            var left = Math.Max(0, timestamp - Stopwatch.GetTimestamp());
            var timeout = new Libc.timespec { tv_sec = left / Stopwatch.Frequency, tv_nsec = left % Stopwatch.Frequency };
            var count = Libc.ppoll(&poll, 1, &timeout, null);
            if (count > 0 || left == 0 || (count < 0 && !CanWaitAgain(Errno.Last)))
            {
                return count > 0;
            }
        }
    }

    /// <summary>
    /// Whether to wait again after an error: after a signal, or after a shortage, for which this method waits as far as possible.
    /// </summary>
    private static bool CanWaitAgain(int errno)
    {
        if (Errno.IsShortage(errno))
        {
            Errno.WaitForRelief();
            return true;
        }

        return errno == Libc.EINTR;
    }

    private static int FirstOf(Libc.pollfd* polls)
    {
        var first = 0;
        while (polls[first].revents == 0)
        {
            first++;
        }

        return first;
    }
}
