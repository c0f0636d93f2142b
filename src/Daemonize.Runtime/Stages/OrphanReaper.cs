using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>
/// Reaps orphans where the daemon is process 1 of a container: what a probe or <c>docker exec</c> leaves becomes its child, and would stay a zombie for ever.
/// </summary>
/// <remarks>
/// Nothing tells an orphan from a child that the program has started itself and will ask for its exit code. But the runtime reaps the children of
/// System.Diagnostics.Process as soon as it gets SIGCHLD, before it calls a handler of that signal; and other code that starts a process waits for it. So a zombie
/// that is still there in a second call of the handler, a while later, has nobody else to reap it.
/// </remarks>
internal sealed unsafe class OrphanReaper : IDisposable
{
    private static readonly TimeSpan Grace = new(0, 0, 2);

    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _childSignal;
    private readonly Timer _again;

    /// <summary>The zombies of the last look, each with its start time and when it was first seen.</summary>
    private Dictionary<int, (long StartTime, long Seen)> _zombies = [];

    private OrphanReaper()
    {
        // The runtime takes the numbers of the kernel beside its own, which are negative. By the signal, so that the runtime has looked for its own children before each of our looks.
        _again = new Timer(static _ => Libc.kill(Environment.ProcessId, Libc.SIGCHLD));
        _childSignal = PosixSignalRegistration.Create((PosixSignal)Libc.SIGCHLD, _ => Look());
        _again.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Null where this process is not process 1, and another one has the orphans.</summary>
    public static OrphanReaper? Begin() => Environment.ProcessId == 1 ? new OrphanReaper() : null;

    public void Dispose()
    {
        _childSignal.Dispose();
        _again.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (!HasZombie())
            {
                _zombies.Clear();
                return;
            }

            var now = Environment.TickCount64;
            var found = new Dictionary<int, (long StartTime, long Seen)>();
            ProcFs.ForEachProcess(pid =>
            {
                if (ProcFs.TryReadZombie(pid) is not { ParentId: 1, StartTime: var startTime })
                {
                    return;
                }

                var seen = _zombies.TryGetValue(pid, out var known) && known.StartTime == startTime ? known.Seen : now;
                if (now - seen < Grace.TotalMilliseconds || ProcessEnd.TryReap(pid) is null)
                {
                    found.Add(pid, (startTime, seen));
                }
            });
            _zombies = found;
            if (found.Count > 0)
            {
                _again.Change(Grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Whether any child has ended and is not reaped: one call, for a program that starts many.</summary>
    private static bool HasZombie()
    {
        // struct siginfo begins with the signal's number, which stays 0 where there is none (waitid(2)).
        var info = stackalloc byte[Libc.OpaqueSize];
        new Span<byte>(info, Libc.OpaqueSize).Clear();
        return Libc.waitid(Libc.P_ALL, 0, info, Libc.WEXITED | Libc.WNOHANG | Libc.WNOWAIT) == 0 && BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(info, sizeof(int))) != 0;
    }
}
