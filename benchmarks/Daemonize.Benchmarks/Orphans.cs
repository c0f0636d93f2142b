using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Daemonize.Benchmarks;

/// <summary>
/// Adopts the daemons, whose starters have ended, and reaps them at once as a good init does: a command that waits for their end would see
/// a zombie as alive.
/// </summary>
internal static unsafe class Orphans
{
    /// <summary>How often to look for orphans while there is none. While there is one, its end wakes the thread.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Runs <paramref name="work"/> in another thread and reaps orphans in this one, which must be the main thread: the kernel gives
    /// orphans to it, while the processes that the other threads start remain those threads' own.
    /// </summary>
    public static void ReapDuring(Action work)
    {
        _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        ExceptionDispatchInfo? failure = null;
        var isDone = false;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            Volatile.Write(ref isDone, true);
        });
        thread.Start();
        while (!Volatile.Read(ref isDone))
        {
            int status;
            if (Libc.waitpid(-1, &status, Libc.WNOTHREAD) < 0 && Marshal.GetLastPInvokeError() == Libc.ECHILD)
            {
                Thread.Sleep(LookAgain);
            }
        }

        thread.Join();
        failure?.Throw();
    }
}
