using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using ForkHazard;

// Why Daemonize never forks: counts how many children of a raw fork(2) from managed code reach exec(2) while another thread of the parent
// allocates. forkhazard [CHILDREN] forks that number of children of each kind, one at a time. A child that is not done after a second hangs
// and is killed.
var children = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100;
var runtime = RuntimeFeature.IsDynamicCodeSupported ? "JIT" : "NativeAOT";
Console.WriteLine(
    $"| {runtime}, .NET {Environment.Version}, {children} children each | hung before exec | killed by a signal | exec reached |");
Console.WriteLine("|---|---:|---:|---:|");
Children.WarmUp();
Measure("nothing", busy: null);
Measure("allocates", static () => new byte[100_000]);

// A garbage collection at every allocation: the load of many busy threads, and the most that one thread can cause.
Measure("allocates and collects", static () =>
{
    GC.Collect(0);
    return new byte[1000];
});

void Measure(string doing, Func<object>? busy)
{
    var stop = false;
    object? garbage = null;
    var other = new Thread(() =>
    {
        while (busy is not null && !Volatile.Read(ref stop))
        {
            garbage = busy();
        }
    });
    other.Start();
    Print($"plain P/Invoke; another thread: {doing}", Children.Count(children, withoutTransition: false));
    Print($"[SuppressGCTransition]; another thread: {doing}", Children.Count(children, withoutTransition: true));
    Volatile.Write(ref stop, true);
    other.Join();
    GC.KeepAlive(garbage);
}

void Print(string name, (int Hung, int Crashed, int Done) counts)
{
    string Percent(int count) => (100.0 * count / children).ToString("0", CultureInfo.InvariantCulture) + " %";
    Console.WriteLine($"| {name} | {Percent(counts.Hung)} | {Percent(counts.Crashed)} | {Percent(counts.Done)} |");
}

/// <summary>Forks and observes how the child ends.</summary>
internal static unsafe class Children
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Makes the runtime bind every call that a child makes, so that a hang does not come from the loader's lock.</summary>
    public static void WarmUp()
    {
        byte nothing = 0;
        _ = Libc.execve(&nothing, null, null);
        _ = Libc.execve_without_transition(&nothing, null, null);
        _ = Count(2, withoutTransition: false);
        _ = Count(2, withoutTransition: true);
    }

    public static (int Hung, int Crashed, int Done) Count(int children, bool withoutTransition)
    {
        var (hung, crashed, done) = (0, 0, 0);
        for (var i = 0; i < children; i++)
        {
            var pid = withoutTransition ? ForkWithoutTransition() : Fork();
            if (pid < 0)
            {
                throw new InvalidOperationException("cannot fork");
            }

            var status = WaitOrKill(pid);
            hung += status is null ? 1 : 0;
            crashed += status is { } signal && (signal & 0x7f) != 0 ? 1 : 0;
            done += status == 0 ? 1 : 0;
        }

        return (hung, crashed, done);
    }

    private static int Fork()
    {
        fixed (byte* path = "/bin/true\0"u8)
        {
            var argv = stackalloc byte*[2] { path, null };
            var envp = stackalloc byte*[1] { null };
            var pid = Libc.fork();
            if (pid == 0)
            {
                _ = Libc.execve(path, argv, envp);
                Libc._exit(127);
            }

            return pid;
        }
    }

    private static int ForkWithoutTransition()
    {
        fixed (byte* path = "/bin/true\0"u8)
        {
            var argv = stackalloc byte*[2] { path, null };
            var envp = stackalloc byte*[1] { null };
            var pid = Libc.fork_without_transition();
            if (pid == 0)
            {
                _ = Libc.execve_without_transition(path, argv, envp);
                Libc._exit(127);
            }

            return pid;
        }
    }

    /// <summary>Returns the wait status of a child that ended in time, or kills the child and returns null.</summary>
    private static int? WaitOrKill(int pid)
    {
        var start = Stopwatch.GetTimestamp();
        int status;
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            if (Libc.waitpid(pid, &status, Libc.WNOHANG) == pid)
            {
                return status;
            }

            Thread.Sleep(1);
        }

        _ = Libc.kill(pid, Libc.SIGKILL);
        _ = Libc.waitpid(pid, &status, 0);
        return null;
    }
}
